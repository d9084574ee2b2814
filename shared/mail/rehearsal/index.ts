export { MAILS_A_MINUTE } from './pace.ts';
export { type Rehearsal, type RehearsedMail, rehearse } from './rehearse.ts';
