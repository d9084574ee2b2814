export { type Probed, type ProbeSummary, probeDue } from './probe-due.ts';
export { probeMailbox } from './probe-mailbox.ts';
