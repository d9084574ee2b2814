import { probeMailbox } from '../../shared/probe/index.ts';
import { withGmailAndImap } from '../../shared/runtime/gmail.ts';
import {
  type AuditEvent,
  auditEvent,
  type Connection,
  type ScopeProfile,
} from '../../shared/tokens/index.ts';
import { addressOf, countOf, TROOPS, type Troop, WELL } from './cast.ts';
import { monthOfChecks } from './checks.ts';
import { connectAll, type Step } from './connect-all.ts';
import { createDraw, type Draw } from './draw.ts';
import type { World } from './world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
export const ADMIN = 'admin@example.com';

/**
 * Connects so many mailboxes. What goes wrong is switched on at the emulated Google and really happens to one mailbox of
 * each kind; the product's record of it is copied to the others, each with a month of checks of its own. Pressing “Check
 * now” on any of them gives the same answer.
 */
export async function fillFleet(world: World, mailboxes: number): Promise<void> {
  const draw = createDraw(20_261_129);
  const troops = TROOPS;
  const failing = troops.reduce((sum, troop) => sum + countOf(troop, mailboxes), 0);
  // First the healthy one: a refusal is proved by another mailbox that works.
  const well = await sample(world, WELL, 'canary@example.com');
  let nth = 0;
  for (const troop of troops) {
    const count = countOf(troop, mailboxes);
    const addresses = Array.from({ length: count }, (_, at) =>
      troop.domain === null ? addressOf(nth++, null) : addressOf(at, troop.domain),
    );
    const [first = '', ...others] = addresses;
    for (const account of troop.domain === null ? addresses : [`@${troop.domain}`]) {
      world.google.switchOn(troop.fault ?? '', account);
    }
    const one = await sample(world, troop, first);
    await giveHistory(world, { troop, one, draw });
    await copy(world, { troop, one, draw }, others);
  }
  await giveHistory(world, { troop: WELL, one: well, draw });
  const rest = Math.max(0, mailboxes - failing - 1);
  const healthy = Array.from({ length: rest }, () => addressOf(nth++, null));
  await copy(world, { troop: WELL, one: well, draw }, healthy);
}

/** A mailbox of a troop to which its fault really happens: what the product recorded of it. */
async function sample(world: World, troop: Troop, address: string): Promise<Connection> {
  const consentedAt = new Date(world.now().getTime() - 40 * DAY_MS);
  let id = '';
  await connectAll(world, { addresses: [address], profile: 'probe' }, (fresh) => {
    id = fresh.id;
    return [{ connection: { ...fresh, consentedAt }, event: null }];
  });
  const { runtime } = world;
  if (troop.shownBy === 'refresh') await runtime.tokens.refreshOne(id);
  else await probeMailbox(withGmailAndImap(runtime), id, { trigger: 'probe' });
  const found = await runtime.store.readConnection(id);
  if (!found) throw new Error(`${address} is not stored`);
  return found.value;
}

type Copied = { readonly troop: Troop; readonly one: Connection; readonly draw: Draw };

/** The sample itself has only just been connected. */
async function giveHistory(world: World, copied: Copied): Promise<void> {
  const { store } = world.runtime;
  const { id, grant, mailbox } = copied.one;
  for (const { connection, event } of fareLike(world, copied, copied.one)) {
    const found = await store.readConnection(id);
    await store.writeConnection(
      { ...connection, id, grant, mailbox },
      found?.revision ?? null,
      event,
    );
  }
}

/** Connects more mailboxes that fare like one. */
async function copy(world: World, copied: Copied, addresses: readonly string[]): Promise<void> {
  const profiles: readonly ScopeProfile[] = ['probe', 'receive_and_send', 'send', 'everything'];
  for (const [place, profile] of profiles.entries()) {
    // Most may only be checked; a mailbox keeps the profile of its place in the list.
    const some = addresses.filter((_, nth) => (nth % 10 < 7 ? 0 : (nth % 10) - 6) === place);
    await connectAll(world, { addresses: some, profile }, (fresh) =>
      fareLike(world, copied, fresh),
    );
  }
}

/** A mailbox with the history of its own that ends as that of another: what is stored of it, step by step. */
function fareLike(world: World, { troop, one, draw }: Copied, fresh: Connection): readonly Step[] {
  const now = world.now();
  // Before the last check, which is of the last day.
  const days = 0.96 + draw.number() * troop.days;
  const since = troop.fault === null ? null : new Date(now.getTime() - days * DAY_MS);
  const consentedAt = new Date(now.getTime() - (31 + draw.below(300)) * DAY_MS);
  const { history, probe } = monthOfChecks(
    {
      sample: one.probeHistory.at(-1) ?? null,
      probe: one.probe,
      since,
      isChecked: troop.shownBy === 'check',
    },
    now,
    draw,
  );
  const next = (date: Date | null): Date | null =>
    date && new Date(now.getTime() + draw.number() * DAY_MS);
  const connected: Connection = {
    ...fresh,
    status: 'active',
    failure: null,
    consentedAt,
    usedAt: consentedAt,
    refreshedAt: probe?.at ?? null,
    probe,
    probeHistory: history,
    refreshDueAt: next(one.refreshDueAt),
    probeDueAt: next(one.probeDueAt),
  };
  const begun = {
    connection: connected,
    event: eventAt(world, consentedAt, { kind: 'connected', of: connected }),
  };
  if (since === null) return [begun];
  // What was recorded, but for the moment.
  const failure = one.failure && { ...one.failure, since, wholeDomain: isWhole(troop) };
  const failed: Connection = { ...connected, status: one.status, failure };
  const kind = one.status === 'needs_reconnect' ? 'needs_reconnect' : 'probe_failing';
  return [begun, { connection: failed, event: eventAt(world, since, { kind, of: failed }) }];
}

/** A policy refuses a whole domain, and no owner can mend that. */
const isWhole = ({ fault, domain }: Troop): boolean =>
  domain !== null && fault === 'admin_policy_enforced';

type Told = {
  readonly kind: 'connected' | 'needs_reconnect' | 'probe_failing';
  readonly of: Connection;
};

/** The event of a moment in the past. */
function eventAt({ runtime: { ids } }: World, at: Date, { kind, of }: Told): AuditEvent {
  const clock = { now: () => at, sleep: async () => undefined };
  if (kind === 'connected') {
    return auditEvent({ clock, ids }, kind, { of, by: ADMIN, role: 'administrator' });
  }
  const checked = of.probe?.failure;
  const failure = of.failure ?? (checked ? { ...checked, since: at, wholeDomain: false } : null);
  return auditEvent({ clock, ids }, kind, { of, failure });
}
