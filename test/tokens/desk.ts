import { openLocalState } from '../../shared/adapters/local/index.ts';
import type { State } from '../../shared/adapters/state.ts';
import { asAppError } from '../../shared/errors.ts';
import { systemIds } from '../../shared/runtime/system-ports.ts';
import {
  ALL_SHARDS,
  type AuthorizationPurpose,
  type Clock,
  type CompletedAuthorization,
  type Connection,
  createTokens,
  type Ids,
  type Mailbox,
  type Ports,
  type RefreshSummary,
  type Tokens,
} from '../../shared/tokens/index.ts';
import { createFakeGoogle, type FakeGoogle } from './fake-google.ts';

export const SUPPORT: Mailbox = {
  subject: '100000000000000000001',
  address: 'support@example.com',
  hostedDomain: 'example.com',
};
export const SALES: Mailbox = {
  subject: '100000000000000000002',
  address: 'sales@example.com',
  hostedDomain: 'example.com',
};

export const BROWSER = 'browser-secret';

export const connecting = (about: Partial<AuthorizationPurpose> = {}): AuthorizationPurpose => ({
  kind: 'connect',
  profile: 'probe',
  expectedAddress: null,
  connectionId: null,
  ...about,
});

/** A clock in which sleeping costs no time of ours, and waits show in what it tells. */
export type DeskClock = Clock & { advance(milliseconds: number): void };

function createDeskClock(): DeskClock {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    // A turn of the event loop, so that whoever else is at work goes on meanwhile.
    sleep: (milliseconds) =>
      new Promise((wake) =>
        setImmediate(() => {
          now += milliseconds / 50;
          wake();
        }),
      ),
  };
}

/** One instance of the product over a database that others may share. */
export type Instance = { readonly ports: Ports; readonly tokens: Tokens; close(): void };

/** How an instance opens the state that it shares with the others. */
export type OpenState = (ports: { readonly clock: Clock; readonly ids: Ids }) => State;

export type Desk = {
  readonly clock: DeskClock;
  readonly google: FakeGoogle;
  /** Another process over the same database: nothing of the first one's memory. */
  start(adapt?: (ports: Ports) => Ports): Instance;
  /** A whole trip to Google on one instance. */
  connect(instance: Instance, account: Mailbox, about?: TripAbout): Promise<Connection>;
  close(): void;
};

export type TripAbout = {
  readonly purpose?: AuthorizationPurpose;
  readonly consent?: Parameters<FakeGoogle['consent']>[1];
};

/** @param at the directory of a local database, or how to open a state elsewhere */
export function openDesk(at: string | OpenState): Desk {
  const open: OpenState =
    typeof at === 'string'
      ? (ports) => openLocalState({ directory: at, client: 'test' }, ports)
      : at;
  const clock = createDeskClock();
  const google = createFakeGoogle(clock);
  const instances: Instance[] = [];
  return {
    clock,
    google,
    start: (adapt = (ports) => ports) => {
      const state = open({ clock, ids: systemIds });
      const { store, vault } = state;
      const ports = adapt({ store, vault, oauth: google, clock, ids: systemIds });
      const instance = { ports, tokens: createTokens(ports), close: () => state.close() };
      instances.push(instance);
      return instance;
    },
    connect: async ({ tokens }, account, about = {}) => {
      const completed = await trip({ tokens, google }, account, about);
      if (completed.kind !== 'connected') throw new Error('not connected');
      return completed.connection;
    },
    close: () => {
      for (const instance of instances) instance.close();
    },
  };
}

/** A connection as it is stored now. */
export async function storedIn({ ports }: Instance, id: string): Promise<Connection> {
  const found = await ports.store.readConnection(id);
  if (!found) throw new Error('gone');
  return found.value;
}

/** What `token-refresh` does, minute after minute, for so many. */
export async function runMinutes(
  { clock }: Pick<Desk, 'clock'>,
  { tokens }: Instance,
  minutes: number,
): Promise<RefreshSummary[]> {
  const summaries: RefreshSummary[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const until = new Date(clock.now().getTime() + 60_000);
    const run = { shards: ALL_SHARDS, limit: 100, concurrency: 4, until };
    summaries.push(await tokens.refreshDue(run));
    clock.advance(60_000);
  }
  return summaries;
}

/** Long enough for a refusal to be doubted, borne out and believed. */
export const CERTAIN_MINUTES = 4;

/** Begins, opens, consents and completes. */
export async function trip(
  { tokens, google }: { tokens: Tokens; google: FakeGoogle },
  account: Mailbox,
  { purpose = connecting(), consent = {} }: TripAbout = {},
): Promise<CompletedAuthorization> {
  const state = await goToGoogle({ tokens, google }, purpose);
  const code = google.consent(account, consent);
  return tokens.completeAuthorization({ state, browser: BROWSER, code, error: null });
}

/** Begins and opens; answers the state with which Google would come back. */
export async function goToGoogle(
  { tokens, google }: { tokens: Tokens; google: FakeGoogle },
  purpose: AuthorizationPurpose = connecting(),
): Promise<string> {
  const { link } = await tokens.beginAuthorization(purpose, 'admin@example.com');
  await tokens.openAuthorization(link, BROWSER);
  return google.asked.at(-1)?.state ?? '';
}

/** The code of the error that something ends with; null when it does not. */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (thrown: unknown) => asAppError(thrown).code,
  );
}
