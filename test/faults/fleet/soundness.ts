import { gmailOf } from '../../../shared/runtime/gmail.ts';
import type {
  AuditEvent,
  ConnectionStatus,
  ListedConnection,
} from '../../../shared/tokens/index.ts';
import { eventsOf } from '../../fleet/findings.ts';
import type { Storm } from './run-storm.ts';

/** Everything about a fleet, after a storm, that should not be so; in words. */
export async function unsound(storm: Storm): Promise<readonly string[]> {
  const { runtime } = storm.fleet;
  const { items } = await runtime.store.listConnections({ after: null, limit: 1000 });
  const events = Map.groupBy(await eventsOf(runtime.store), ({ connectionId }) => connectionId);
  const wrong = items.flatMap((each) =>
    [
      ...stuck(each, runtime.clock.now()),
      ...misjudged(each, storm.revoked),
      ...untold(each, events.get(each.id) ?? []),
    ].map((words) => `${each.mailbox.address}: ${words}`),
  );
  for (const each of items.filter(({ status }) => status === 'active')) {
    wrong.push(...(await unusable(storm, each)));
  }
  return wrong;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

function stuck({ lease, refreshDueAt, probeDueAt, status }: ListedConnection, now: Date): string[] {
  const within = (due: Date | null, ms: number): boolean =>
    due !== null && Math.abs(due.getTime() - now.getTime()) < ms;
  const isActive = status === 'active';
  return [
    ...(lease ? ['leased by nobody'] : []),
    ...(within(refreshDueAt, isActive ? HOUR_MS : DAY_MS) ? [] : ['never refreshed again']),
    ...(!isActive || within(probeDueAt, 2 * DAY_MS) ? [] : ['never probed again']),
  ];
}

function misjudged(connection: ListedConnection, revoked: ReadonlySet<string>): string[] {
  const { status, failure, probe, mailbox } = connection;
  const expected = revoked.has(mailbox.address) ? 'needs_reconnect' : 'active';
  if (status !== expected) return [`${status}, and should be ${expected}: ${failure?.code}`];
  if (status !== 'active') return failure?.code === 'grant_refused' ? [] : ['does not say why'];
  return [failure, probe?.failure].flatMap((left) => (left ? [`still fails: ${left.code}`] : []));
}

/** What each kind of event makes of a connection, and of what it can only be an end. */
const CHANGES: Partial<Record<AuditEvent['kind'], readonly [from: string, to: string]>> = {
  connected: ['', 'active'],
  needs_reconnect: ['active', 'needs_reconnect'],
  recovered: ['needs_reconnect', 'active'],
  disconnected: ['active', 'disconnected'],
};

/** Does the audit trail, played from its beginning, end where the connection is? */
function untold({ status }: ListedConnection, events: readonly AuditEvent[]): string[] {
  let played: ConnectionStatus | string = '';
  let probesFail = false;
  const wrong: string[] = [];
  for (const { kind } of events) {
    const [from, to] = CHANGES[kind] ?? [played, played];
    if (from !== played) wrong.push(`${kind} after ${played}`);
    played = to;
    if (kind === 'probe_failing' || kind === 'probe_recovered') {
      if (probesFail === (kind === 'probe_failing')) wrong.push(`${kind} told twice`);
      probesFail = kind === 'probe_failing';
    }
  }
  if (played !== status) wrong.push(`the trail ends with ${played}`);
  return probesFail && status === 'active' ? [...wrong, 'its probes fail for ever'] : wrong;
}

/** A real refresh, and a real look into the mailbox. */
async function unusable({ fleet }: Storm, { id, mailbox }: ListedConnection): Promise<string[]> {
  const { tokens, google } = fleet.runtime;
  const outcome = await tokens.refreshOne(id);
  if (outcome.kind !== 'refreshed') return [`${mailbox.address}: ${outcome.kind}`];
  const labels = await gmailOf({ google }).listLabels(outcome.token.value);
  return labels.includes('INBOX') ? [] : [`${mailbox.address}: has no inbox`];
}
