import { describeMail } from './mail-walk.ts';

// The same in Japanese is in mail.slow.test.ts.
describeMail('en');
