import { asAppError } from '../../../shared/errors.ts';
import {
  ALL_SHARDS,
  type Connection,
  type Mailbox,
  type Tokens,
} from '../../../shared/tokens/index.ts';
import { BROWSER, connectPurpose } from '../harness.ts';
import { retiredOf } from './history.ts';
import type { Process } from './simulation.ts';
import type { Shared } from './watched-ports.ts';

/** Works on one mailbox in one process. */
export type Worker = {
  readonly shared: Shared;
  readonly process: Process;
  readonly tokens: Tokens;
  readonly mailbox: Mailbox;
  readonly id: string;
  /** By connection: the tokens that this process knows to be replaced, and must not return. */
  readonly replaced: Map<string, ReadonlySet<string>>;
};

const MINUTE_MS = 60_000;

/** The calls of the library that people, schedules and Google cause in one process. */
export const ACTIONS = {
  use: (worker) => requestToken(worker, 'use'),
  probe: async (worker) => {
    await requestToken(worker, 'probe');
    const at = new Date(worker.shared.simulation.now() + worker.process.skewMs);
    const found = { latencyMs: 1, labels: [], labelCount: 0, failure: null };
    await worker.tokens.recordProbe(worker.id, { at, ...found });
  },
  'refresh for a person': (worker) => worker.tokens.refreshOne(worker.id),
  'refresh what is due': ({ shared, tokens }) => {
    const until = new Date(shared.simulation.now() + 2 * MINUTE_MS);
    return tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
  },
  'security event': ({ shared, tokens, mailbox: { subject } }) => {
    const { revoked } = shared.history;
    const kind = revoked.has(subject) ? 'tokens_revoked' : 'account_enabled';
    const jti = `${kind} ${subject}`;
    return tokens.takeSecurityEvents({ jti, events: [{ kind, subject, token: null }] });
  },
  resume: async (worker) => {
    await worker.tokens.resumeAuthorizations(new Date(worker.shared.simulation.now() + MINUTE_MS));
  },
  move: ({ tokens, id }) => tokens.moveGrant(id),
  connect: async (worker) => {
    await connectMailbox(worker);
    noteReplaced(worker);
  },
  disconnect: async (worker) => {
    // Noted first: a disconnect that fails halfway has ended the grant at Google.
    worker.shared.history.ended.add(worker.mailbox.subject);
    await worker.tokens.disconnect(worker.id, 'admin@example.com');
    noteReplaced(worker);
  },
} as const satisfies Record<string, (worker: Worker) => Promise<unknown>>;

/** Checks that the returned token was stored at some time, and that this process may still return it. */
async function requestToken({ shared, tokens, id, replaced }: Worker, trigger: 'use' | 'probe') {
  const forbidden = replaced.get(id);
  const { value } = await tokens.accessTokenFor(id, { trigger });
  if (forbidden?.has(value)) shared.history.violations.push(`${value} is still in memory`);
  const stored = (await shared.store.readConnection(id))?.value.accessToken?.value;
  if (value === stored || retiredOf(shared.history, id).has(value)) return;
  shared.history.violations.push(`${value} is returned and was never stored`);
}

/** After a consent or a disconnect, this process must not return the tokens that it replaced. */
function noteReplaced({ shared, replaced, id }: Worker): void {
  replaced.set(id, new Set(retiredOf(shared.history, id)));
}

/** Connects or reconnects a mailbox, from the one-time link to the callback. */
export async function connectMailbox({ shared, tokens, mailbox, id }: Worker): Promise<Connection> {
  const { google, simulation } = shared;
  const known = await shared.store.readConnection(id);
  const purpose = connectPurpose(known ? { connectionId: id } : {});
  const { link } = await tokens.beginAuthorization(purpose, 'admin@example.com');
  const url = await tokens.openAuthorization(link, BROWSER);
  const state = new URL(url).searchParams.get('state') ?? '';
  await simulation.turn('the owner consents');
  const code = google.consent(mailbox, { state });
  const response = { state, browser: BROWSER, code, error: null };
  const completed = await tokens.completeAuthorization(response);
  if (completed.kind !== 'connected') throw new Error('not connected');
  return completed.connection;
}

/** Waits for the end of an action, or the death of its process. An internal error is a violation. */
export async function endOf({ process, shared }: Worker, work: Promise<unknown>): Promise<void> {
  const end = work.then(
    () => null,
    (thrown: unknown) => asAppError(thrown).code,
  );
  const code = await Promise.race([end, process.death]);
  if (code === 'internal') shared.history.violations.push(`${process.name}: internal error`);
}
