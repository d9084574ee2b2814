export { checkImap, enableImap } from './check-imap.ts';
export { type Probed, type ProbeSummary, probeDue } from './probe-due.ts';
export { probeFirst, probeMailbox } from './probe-mailbox.ts';
