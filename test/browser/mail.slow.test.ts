import { describeMail } from './mail-walk.ts';

describeMail('ja');
