import type { AdditionLine, BadLine, LineOutcome } from '../../shared/additions/index.ts';
import { diagnose } from '../../shared/diagnosis/index.ts';
import type { AdditionView } from '../../shared/pages/index.ts';
import { REFUSALS } from '../tokens/fake-service-accounts.ts';
import { DELEGATION } from './sample-delegations.ts';

export const BAD_LINES: readonly BadLine[] = [
  { line: 2, address: 'sales@example.net', problem: 'other_domain' },
  { line: 17, address: 'not an address', problem: 'malformed' },
  { line: 4012, address: 'Support@Example.com', problem: 'duplicate', of: 1 },
];

const unknown = diagnose(REFUSALS.userUnknown, { method: 'delegation' });
const undelegated = diagnose(REFUSALS.notDelegated, { method: 'delegation' });
const failed = (refusal: typeof REFUSALS.userUnknown): LineOutcome => ({
  kind: 'failed',
  failure: { code: refusal.code, upstream: refusal.upstream },
});

const line = (place: number, address: string, outcome: LineOutcome | null): AdditionLine => ({
  line: place,
  address,
  wasConsented: false,
  outcome,
});

const LINES: AdditionView['lines'] = [
  {
    line: line(1, 'support@example.com', { kind: 'connected', connectionId: 'c1', revoked: true }),
    diagnosis: null,
  },
  {
    line: line(2, 'the-customer-service-team-for-returns@example.com', {
      kind: 'switched',
      connectionId: 'c2',
      revoked: false,
    }),
    diagnosis: null,
  },
  { line: line(3, 'sales@example.com', { kind: 'again', connectionId: 'c3' }), diagnosis: null },
  { line: line(4, 'nobody@example.com', failed(REFUSALS.userUnknown)), diagnosis: unknown },
  { line: line(5, 'info@example.co.jp', failed(REFUSALS.notDelegated)), diagnosis: undelegated },
  { line: line(6, 'late@example.com', null), diagnosis: null },
];

export const ADDING: AdditionView = {
  id: 'a1',
  serviceAccount: DELEGATION.serviceAccount,
  delegation: DELEGATION,
  total: 5000,
  counts: { connected: 1200, switched: 3, again: 40, failed: 1, waiting: 3756 },
  isRunning: true,
  stops: [],
  causes: [{ diagnosis: unknown, lines: 1 }],
  unrevoked: 0,
  shown: 'all',
  lines: LINES,
  after: 0,
  next: 100,
};

/** Ended, with a Workspace that does not delegate. */
export const ADDED: AdditionView = {
  ...ADDING,
  counts: { connected: 4500, switched: 3, again: 40, failed: 7, waiting: 450 },
  isRunning: false,
  stops: [{ domain: 'example.co.jp', diagnosis: undelegated }],
  causes: [
    { diagnosis: undelegated, lines: 5 },
    { diagnosis: unknown, lines: 2 },
  ],
  unrevoked: 1,
  next: null,
};
