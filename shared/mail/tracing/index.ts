export { beginOfDay, isZone } from './day-in-zone.ts';
export {
  readQuestion,
  type TraceField,
  type TraceFields,
  type TraceProblem,
} from './question.ts';
export { type Day, todayIn } from './today.ts';
export type { Absence, MailboxLook, OrgMail, Trace, TracedMail, TraceMailbox } from './trace.ts';
export { traceMail } from './trace-mail.ts';
export { type Acts, actsOf, type UnseenWhy, type Verdict } from './verdict.ts';
