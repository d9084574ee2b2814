import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { seal, unseal } from '../../sealing/index.ts';
import type { Versioned } from '../../tokens/index.ts';
import { CALL_RECORD, type StoredCall } from './call-record.ts';

/** What makes two calls the same: caller, operation and event id. Then the request has to be the same, too. */
export type CallIdentity = {
  readonly callerId: string;
  readonly operation: string;
  readonly eventId: string;
  readonly request: unknown;
  /** For how many days it is recognised; 3 if it is left out. */
  readonly keptDays?: number;
};

type Asked = Omit<CallIdentity, 'request'> & { readonly requestDigest: string };

type OncePorts = Pick<Runtime, 'store' | 'keyring' | 'clock' | 'ids'>;

/** Longer than a function may run, so that a claim never ends while its process still works. */
const CLAIM_MS = 70 * 1000;
/** Apex waits 10 seconds for an answer by default. */
const WAIT_MS = 8 * 1000;
const POLL_MS = 100;
/** Salesforce retries for a day at most. */
const KEPT_DAYS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Does the work of a call once. A duplicate gets the first one’s answer: it waits while the first is at work, and does
 * the work itself when the process of the first died. So the work has to be safe to repeat.
 *
 * A refusal or failure is not remembered: it did nothing, and a caller who repeats the call wants it done.
 *
 * @throws AppError `event_id_reused`, `call_running`; what the work throws, and the store and the keyring
 */
export async function answerOnce(
  ports: OncePorts,
  call: CallIdentity,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const giveUpAt = ports.clock.now().getTime() + WAIT_MS;
  const id = digestOf([call.callerId, call.operation, call.eventId]);
  // Of up to 12 MB: a duplicate that waits must not make it at every look.
  const { request, ...named } = call;
  const asked: Asked = { ...named, requestDigest: digestOf(request) };
  for (;;) {
    const found = await ports.store.readRecord(CALL_RECORD, id);
    if (found) requireSameRequest(found.value, asked);
    if (found?.value.sealedAnswer) return opened(ports, id, found.value.sealedAnswer);
    const claim = isFree(found, ports.clock.now()) ? await take(ports, id, { asked, found }) : null;
    if (claim) return perform(ports, { id, claim, work, asked });
    if (ports.clock.now().getTime() >= giveUpAt) throw new AppError('call_running');
    await ports.clock.sleep(POLL_MS);
  }
}

const digestOf = (parts: unknown): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Without a digest the call was refused: nothing is done yet, and the request may be mended. */
function requireSameRequest({ requestDigest }: StoredCall, asked: Asked): void {
  if (requestDigest !== null && requestDigest !== asked.requestDigest)
    throw new AppError('event_id_reused');
}

/** A claim that ends implausibly late was written by a clock that was ahead. */
function isFree(found: Versioned<StoredCall> | null, now: Date): boolean {
  const until = found?.value.claimedUntil?.getTime() ?? 0;
  return until <= now.getTime() || until > now.getTime() + 2 * CLAIM_MS;
}

type Found = { readonly asked: Asked; readonly found: Versioned<StoredCall> | null };

/** Null: another process was first. */
async function take(
  ports: OncePorts,
  id: string,
  { asked, found }: Found,
): Promise<Versioned<StoredCall> | null> {
  const value: StoredCall = {
    callerId: asked.callerId,
    operation: asked.operation,
    requestDigest: asked.requestDigest,
    claimedBy: ports.ids.unique(),
    claimedUntil: new Date(ports.clock.now().getTime() + CLAIM_MS),
    sealedAnswer: null,
  };
  const revision = await write(ports, id, { asked, value, revision: found?.revision ?? null });
  return revision === null ? null : { value, revision };
}

type Claimed = {
  readonly id: string;
  readonly asked: Asked;
  readonly claim: Versioned<StoredCall>;
  readonly work: () => Promise<unknown>;
};

async function perform(ports: OncePorts, { id, claim, work, asked }: Claimed): Promise<unknown> {
  const { value } = claim;
  let answer: unknown;
  try {
    answer = await work();
  } catch (thrown) {
    const refused = { ...value, claimedUntil: null, requestDigest: null };
    await write(ports, id, { ...claim, asked, value: refused }).catch(() => null);
    throw thrown;
  }
  const sealedAnswer = await seal(ports.keyring, contextOf(id), JSON.stringify(answer));
  const answered = { ...value, claimedUntil: null, sealedAnswer };
  await write(ports, id, { ...claim, asked, value: answered });
  return answer;
}

const opened = async (ports: OncePorts, id: string, sealedAnswer: string): Promise<unknown> =>
  JSON.parse(await unseal(ports.keyring, contextOf(id), sealedAnswer));

const contextOf = (id: string): string => `caller_call:${id}:answer`;

type Written = {
  readonly asked: Asked;
  readonly value: StoredCall;
  readonly revision: string | null;
};

function write(
  { store, clock }: OncePorts,
  id: string,
  { asked: { keptDays = KEPT_DAYS }, value, revision }: Written,
): Promise<string | null> {
  const expiresAt = new Date(clock.now().getTime() + keptDays * DAY_MS);
  return store.writeRecord({ kind: CALL_RECORD, id, value, expiresAt }, revision);
}
