import { describeSetupPage } from './setup-page-walk.ts';

// The same in Japanese is in setup-page.slow.test.ts: a walk takes two minutes.
describeSetupPage(['en']);
