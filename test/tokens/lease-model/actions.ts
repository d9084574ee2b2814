import { asAppError } from '../../../shared/errors.ts';
import {
  ALL_SHARDS,
  type Connection,
  type Mailbox,
  type Tokens,
} from '../../../shared/tokens/index.ts';
import { BROWSER, connectPurpose } from '../harness.ts';
import { retiredOf } from './ledger.ts';
import type { Shared } from './watched.ts';
import type { Process } from './world.ts';

/** A process at work, and the mailbox that its next piece of work is about. */
export type Hand = {
  readonly shared: Shared;
  readonly process: Process;
  readonly tokens: Tokens;
  readonly mailbox: Mailbox;
  readonly id: string;
  /** Tokens that this process must have forgotten, by connection. */
  readonly forgotten: Map<string, ReadonlySet<string>>;
};

const MINUTE_MS = 60_000;

/** What people, schedules and Google do to one process. */
export const ACTIONS = {
  use: (hand) => askFor(hand, 'use'),
  probe: async (hand) => {
    await askFor(hand, 'probe');
    const at = new Date(hand.shared.world.now() + hand.process.skewMs);
    const found = { latencyMs: 1, labels: [], labelCount: 0, failure: null };
    await hand.tokens.recordProbe(hand.id, { at, ...found });
  },
  'ask as a person': (hand) => hand.tokens.refreshOne(hand.id),
  'refresh what is due': ({ shared, tokens }) => {
    const until = new Date(shared.world.now() + 2 * MINUTE_MS);
    return tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
  },
  'security event': ({ shared, tokens, mailbox: { subject } }) => {
    const { revoked } = shared.ledger;
    const kind = revoked.has(subject) ? 'tokens_revoked' : 'account_enabled';
    const jti = `${kind} ${subject}`;
    return tokens.takeSecurityEvents({ jti, events: [{ kind, subject, token: null }] });
  },
  resume: async (hand) => {
    await hand.tokens.resumeAuthorizations(new Date(hand.shared.world.now() + MINUTE_MS));
  },
  move: ({ tokens, id }) => tokens.moveGrant(id),
  connect: async (hand) => {
    await makeTrip(hand);
    forgetRetired(hand);
  },
  disconnect: async (hand) => {
    // One that fails halfway has ended the grant at Google.
    hand.shared.ledger.ended.add(hand.mailbox.subject);
    await hand.tokens.disconnect(hand.id, 'admin@example.com');
    forgetRetired(hand);
  },
} as const satisfies Record<string, (hand: Hand) => Promise<unknown>>;

/** A token that is answered was stored once, and is none that this process knows to be replaced. */
async function askFor({ shared, tokens, id, forgotten }: Hand, trigger: 'use' | 'probe') {
  const replaced = forgotten.get(id);
  const { value } = await tokens.accessTokenFor(id, { trigger });
  if (replaced?.has(value)) shared.ledger.violations.push(`${value} is remembered`);
  const stored = (await shared.store.readConnection(id))?.value.accessToken?.value;
  if (value === stored || retiredOf(shared.ledger, id).has(value)) return;
  shared.ledger.violations.push(`${value} is answered and was never kept`);
}

/** Once an owner's action is through, what it ended is not answered any more. */
function forgetRetired({ shared, forgotten, id }: Hand): void {
  forgotten.set(id, new Set(retiredOf(shared.ledger, id)));
}

/** A whole trip to Google and back. */
export async function makeTrip({ shared, tokens, mailbox, id }: Hand): Promise<Connection> {
  const { google, world } = shared;
  const known = await shared.store.readConnection(id);
  const purpose = connectPurpose(known ? { connectionId: id } : {});
  const { link } = await tokens.beginAuthorization(purpose, 'admin@example.com');
  const url = await tokens.openAuthorization(link, BROWSER);
  const state = new URL(url).searchParams.get('state') ?? '';
  await world.turn('the owner consents');
  const code = google.consent(mailbox, { state });
  const response = { state, browser: BROWSER, code, error: null };
  const completed = await tokens.completeAuthorization(response);
  if (completed.kind !== 'connected') throw new Error('not connected');
  return completed.connection;
}

/** What a piece of work ended with; the death of its process ends it too. */
export async function endOf({ process, shared }: Hand, work: Promise<unknown>): Promise<void> {
  const end = work.then(
    () => null,
    (thrown: unknown) => asAppError(thrown).code,
  );
  const code = await Promise.race([end, process.death]);
  if (code === 'internal') shared.ledger.violations.push(`${process.name}: internal error`);
}
