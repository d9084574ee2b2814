import { gmailOf } from '../../../shared/runtime/gmail.ts';
import type {
  AuditEvent,
  ConnectionStatus,
  ListedConnection,
} from '../../../shared/tokens/index.ts';
import { eventsOf } from '../../fleet/findings.ts';
import type { Storm } from './storm.ts';

/** Describes everything that is wrong with a fleet after a storm. */
export async function brokenInvariants(storm: Storm): Promise<readonly string[]> {
  const { runtime } = storm.fleet;
  const { items } = await runtime.store.listConnections({ after: null, limit: 1000 });
  const events = Map.groupBy(await eventsOf(runtime.store), ({ connectionId }) => connectionId);
  const wrong = items.flatMap((each) =>
    [
      ...wrongSchedule(each, runtime.clock.now()),
      ...wrongStatus(each, storm.revoked),
      ...wrongTrail(each, events.get(each.id) ?? []),
    ].map((words) => `${each.mailbox.address}: ${words}`),
  );
  for (const each of items.filter(({ status }) => status === 'active')) {
    wrong.push(...(await wrongMailbox(storm, each)));
  }
  return wrong;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

function wrongSchedule(
  { lease, refreshDueAt, probeDueAt, status }: ListedConnection,
  now: Date,
): string[] {
  const within = (due: Date | null, ms: number): boolean =>
    due !== null && Math.abs(due.getTime() - now.getTime()) < ms;
  const isActive = status === 'active';
  return [
    ...(lease ? ['still leased'] : []),
    ...(within(refreshDueAt, isActive ? HOUR_MS : DAY_MS) ? [] : ['never refreshed again']),
    ...(!isActive || within(probeDueAt, 2 * DAY_MS) ? [] : ['never probed again']),
  ];
}

function wrongStatus(connection: ListedConnection, revoked: ReadonlySet<string>): string[] {
  const { status, failure, probe, mailbox } = connection;
  const expected = revoked.has(mailbox.address) ? 'needs_reconnect' : 'active';
  if (status !== expected) return [`${status}, and should be ${expected}: ${failure?.code}`];
  if (status !== 'active') return failure?.code === 'grant_refused' ? [] : ['does not say why'];
  return [failure, probe?.failure].flatMap((left) => (left ? [`still fails: ${left.code}`] : []));
}

/** Which status each kind of event ends, and which it begins. */
const CHANGES: Partial<Record<AuditEvent['kind'], readonly [from: string, to: string]>> = {
  connected: ['', 'active'],
  needs_reconnect: ['active', 'needs_reconnect'],
  recovered: ['needs_reconnect', 'active'],
  disconnected: ['active', 'disconnected'],
};

/** The audit trail, replayed from its beginning, ends with the connection's status. */
function wrongTrail({ status }: ListedConnection, events: readonly AuditEvent[]): string[] {
  let replayed: ConnectionStatus | string = '';
  let probesFail = false;
  const wrong: string[] = [];
  for (const { kind } of events) {
    const [from, to] = CHANGES[kind] ?? [replayed, replayed];
    if (from !== replayed) wrong.push(`${kind} after ${replayed}`);
    replayed = to;
    if (kind === 'probe_failing' || kind === 'probe_recovered') {
      if (probesFail === (kind === 'probe_failing')) wrong.push(`${kind} is in the trail twice`);
      probesFail = kind === 'probe_failing';
    }
  }
  if (replayed !== status) wrong.push(`the trail ends with ${replayed}`);
  return probesFail && status === 'active' ? [...wrong, 'its probes fail for ever'] : wrong;
}

/** Refreshes the mailbox and lists its labels at Google. */
async function wrongMailbox(
  { fleet }: Storm,
  { id, mailbox }: ListedConnection,
): Promise<string[]> {
  const { tokens, google } = fleet.runtime;
  const outcome = await tokens.refreshOne(id);
  if (outcome.kind !== 'refreshed') return [`${mailbox.address}: ${outcome.kind}`];
  const labels = await gmailOf({ google }).listLabels(outcome.token.value);
  return labels.includes('INBOX') ? [] : [`${mailbox.address}: has no inbox`];
}
