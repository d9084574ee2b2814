export { type Probed, type ProbeSummary, probeAll } from './probe-all.ts';
export { probeMailbox } from './probe-mailbox.ts';
