import type { AppError } from '../../errors.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { OrgPause } from '../model/org-pause.ts';
import type { MailPorts, MailStore, Versioned } from '../ports.ts';

type PausePorts = Pick<MailPorts, 'store' | 'clock' | 'ids'>;

/** May a mail be tried in the org? `canary`: this one alone, to see whether the org takes mail again. */
export type OrgPass =
  | { readonly kind: 'open' }
  | { readonly kind: 'canary'; readonly nextAt: Date }
  | { readonly kind: 'wait'; readonly nextAt: Date };

const CANARY_MS = 60_000;
/** Everybody who waits would otherwise come at the moment of the next canary. */
const SPREAD_MS = 10_000;
const REMEMBERED_MS = 10_000;

type Remembered = { readonly readAt: number; readonly pause: Versioned<OrgPause> | null };

/** By store, so that it lives as long as the process and no longer. */
const remembered = new WeakMap<MailStore, Map<string, Remembered>>();

/** Asks whether the org is paused. What was read is remembered for 10 seconds, so that a run costs one reading. */
export async function orgPass(ports: PausePorts, orgId: string): Promise<OrgPass> {
  const now = ports.clock.now();
  const known = await readPause(ports, orgId);
  if (!isPaused(known)) return { kind: 'open' };
  if (known.value.canaryAt > now) return { kind: 'wait', nextAt: spread(ports, known.value) };
  const claimed = { ...known.value, canaryAt: new Date(now.getTime() + CANARY_MS) };
  if (await writePause(ports, claimed, { revision: known.revision }))
    return { kind: 'canary', nextAt: spread(ports, claimed) };
  const won = await readPause(ports, orgId);
  return isPaused(won) ? { kind: 'wait', nextAt: spread(ports, won.value) } : { kind: 'open' };
}

/**
 * Pauses an org whose refusal concerns every mail. One event tells of the pause, however many mails meet it.
 *
 * @returns when the next mail may be tried
 */
export async function pauseOrg(
  ports: PausePorts,
  orgId: string,
  { code, upstream }: AppError,
): Promise<Date> {
  const now = ports.clock.now();
  const known = await readPause(ports, orgId, 'stored');
  const canaryAt = new Date(now.getTime() + CANARY_MS);
  if (!isPaused(known)) {
    const pause = { orgId, code, upstream, since: now, canaryAt, endedAt: null };
    await writePause(ports, pause, {
      revision: known?.revision ?? null,
      event: eventOf('org_paused', pause),
    });
    return spread(ports, pause);
  }
  // The cause may have changed: the page shows the last one.
  if (known.value.code !== code)
    await writePause(ports, { ...known.value, code, upstream }, { revision: known.revision });
  return spread(ports, known.value);
}

/** Ends the pause after a mail was filed. Of several who saw one, the first ends it. */
export async function resumeOrg(ports: PausePorts, orgId: string): Promise<void> {
  const known = await readPause(ports, orgId, 'stored');
  if (!isPaused(known)) return;
  const ended = { ...known.value, endedAt: ports.clock.now() };
  await writePause(ports, ended, {
    revision: known.revision,
    event: eventOf('org_resumed', known.value),
  });
}

type Lasting = Versioned<OrgPause & { readonly endedAt: null }>;

const isPaused = (pause: Versioned<OrgPause> | null): pause is Lasting =>
  pause !== null && pause.value.endedAt === null;

const spread = ({ ids }: PausePorts, { canaryAt }: OrgPause): Date =>
  new Date(canaryAt.getTime() + ids.random() * SPREAD_MS);

async function readPause(
  { store, clock }: PausePorts,
  orgId: string,
  how: 'stored' | 'remembered' = 'remembered',
): Promise<Versioned<OrgPause> | null> {
  const readAt = clock.now().getTime();
  const known = memoryOf(store).get(orgId);
  const age = readAt - (known?.readAt ?? Number.NEGATIVE_INFINITY);
  if (how === 'remembered' && known && age >= 0 && age < REMEMBERED_MS) return known.pause;
  const pause = await store.readOrgPause(orgId);
  memoryOf(store).set(orgId, { readAt, pause });
  return pause;
}

/** False: somebody else wrote first, and what is remembered is forgotten. */
async function writePause(
  { store, clock }: PausePorts,
  pause: OrgPause,
  {
    revision,
    event = null,
  }: { readonly revision: string | null; readonly event?: MailEvent | null },
): Promise<boolean> {
  memoryOf(store).delete(pause.orgId);
  const next = await store.writeOrgPause(pause, revision, event);
  if (next === null) return false;
  const readAt = clock.now().getTime();
  memoryOf(store).set(pause.orgId, { readAt, pause: { value: pause, revision: next } });
  return true;
}

function memoryOf(store: MailStore): Map<string, Remembered> {
  const memory = remembered.get(store) ?? new Map<string, Remembered>();
  remembered.set(store, memory);
  return memory;
}

const eventOf = (
  kind: 'org_paused' | 'org_resumed',
  { orgId, code, upstream, since }: OrgPause,
): MailEvent => ({
  kind,
  connectionId: null,
  address: orgId,
  by: null,
  failure: { code, upstream, since },
  change: null,
  count: null,
});
