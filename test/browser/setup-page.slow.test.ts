import { describeSetupPage } from './setup-page-walk.ts';

describeSetupPage(['ja']);
