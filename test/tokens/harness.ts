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
import { perTest } from '../support/per-test.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeGoogle, type FakeGoogle } from './fake-google.ts';
import { createFakeServiceAccounts, type FakeServiceAccounts } from './fake-service-accounts.ts';

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

/** Why a mailbox is sent to Google: to be connected. */
export const connectPurpose = (
  about: Partial<AuthorizationPurpose> = {},
): AuthorizationPurpose => ({
  kind: 'connect',
  profile: 'probe',
  expectedAddress: null,
  connectionId: null,
  ...about,
});

/** A clock that the test moves. Sleeping takes no real time and moves it on by a fiftieth of the wait. */
export type TestClock = Clock & { advance(milliseconds: number): void };

function createTestClock(): TestClock {
  let now = Date.parse('2026-01-01T00:00:00Z');
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
    // Yields one turn of the event loop, so that concurrent work gets on.
    sleep: (milliseconds) =>
      new Promise((wake) =>
        setImmediate(() => {
          now += milliseconds / 50;
          wake();
        }),
      ),
  };
}

/** One instance of the library over a database that several instances may share. */
export type Instance = { readonly ports: Ports; readonly tokens: Tokens; close(): void };

/** Opens the state that one instance shares with the others. */
export type OpenState = (ports: { readonly clock: Clock; readonly ids: Ids }) => State;

export type Harness = {
  readonly clock: TestClock;
  readonly google: FakeGoogle;
  readonly serviceAccounts: FakeServiceAccounts;
  /** Starts another instance over the same database, with a memory of its own. */
  start(adapt?: (ports: Ports) => Ports): Instance;
  /** Connects a mailbox: from the one-time link to the callback, on one instance. */
  connect(instance: Instance, account: Mailbox, about?: AuthorizeOptions): Promise<Connection>;
  /** Closes every instance. */
  close(): void;
};

export type AuthorizeOptions = {
  readonly purpose?: AuthorizationPurpose;
  readonly consent?: Parameters<FakeGoogle['consent']>[1];
};

/** @param at the directory of a local database, or how to open a state elsewhere */
export function openHarness(at: string | OpenState): Harness {
  const open: OpenState =
    typeof at === 'string'
      ? (ports) => openLocalState({ directory: at, client: 'test' }, ports)
      : at;
  const clock = createTestClock();
  const google = createFakeGoogle(clock);
  const serviceAccounts = createFakeServiceAccounts(clock);
  const instances: Instance[] = [];
  return {
    clock,
    google,
    serviceAccounts,
    start: (adapt = (ports) => ports) => {
      const state = open({ clock, ids: systemIds });
      const { store, vault, signingKeys } = state;
      const given = { store, vault, signingKeys, oauth: google, serviceAccounts };
      const ports = adapt({ ...given, clock, ids: systemIds });
      const instance = { ports, tokens: createTokens(ports), close: () => state.close() };
      instances.push(instance);
      return instance;
    },
    connect: async ({ tokens }, account, about = {}) => {
      const completed = await authorize({ tokens, google }, account, about);
      if (completed.kind !== 'connected') throw new Error('not connected');
      return completed.connection;
    },
    close: () => {
      for (const instance of instances) instance.close();
    },
  };
}

/** What a suite of the library works with: a harness and its first instance, new for each test. */
export type HarnessInUse = {
  readonly harness: Harness;
  readonly instance: Instance;
  /** The directory of this test's database. */
  directory(): string;
};

/**
 * Opens a harness over a new temporary directory before each test of a suite, and closes it after.
 *
 * @param adapt changes the ports of the first instance
 */
export function useHarness(adapt?: (ports: Ports) => Ports): HarnessInUse {
  const root = temporaryDirectory();
  let tests = 0;
  const directory = (): string => `${root}/${tests}`;
  const harness = perTest(
    () => {
      tests += 1;
      return openHarness(directory());
    },
    (opened) => opened.close(),
  );
  const instance = perTest(() => harness.start(adapt));
  return { harness, instance, directory };
}

/** The connection as the store has it now. */
export async function storedIn({ ports }: Instance, id: string): Promise<Connection> {
  const found = await ports.store.readConnection(id);
  if (!found) throw new Error('gone');
  return found.value;
}

/** Runs what `token-refresh` does once a minute, for so many minutes. */
export async function runMinutes(
  { clock }: Pick<Harness, 'clock'>,
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

/** Runs after which a refusal has come twice, was confirmed by a canary and has become a verdict. */
export const MINUTES_TO_VERDICT = 4;

/** Walks through one authorization: begins and opens it, consents at Google, and completes it. */
export async function authorize(
  { tokens, google }: { tokens: Tokens; google: FakeGoogle },
  account: Mailbox,
  { purpose = connectPurpose(), consent = {} }: AuthorizeOptions = {},
): Promise<CompletedAuthorization> {
  const state = await goToGoogle({ tokens, google }, purpose);
  const code = google.consent(account, consent);
  return tokens.completeAuthorization({ state, browser: BROWSER, code, error: null });
}

/** Begins and opens an authorization. Returns the state that Google's redirect would bring back. */
export async function goToGoogle(
  { tokens, google }: { tokens: Tokens; google: FakeGoogle },
  purpose: AuthorizationPurpose = connectPurpose(),
): Promise<string> {
  const { link } = await tokens.beginAuthorization(purpose, 'admin@example.com');
  await tokens.openAuthorization(link, BROWSER);
  return google.asked.at(-1)?.state ?? '';
}

/** The code of the error that the work fails with; null when it succeeds. */
export async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (thrown: unknown) => asAppError(thrown).code,
  );
}
