import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DirectorySeed, seedDirectory } from './directory/seed-directory.ts';
import type { Google, RegisteredClient } from './google.ts';
import { dispatch } from './http/dispatch.ts';
import { issueServiceAccountIdToken } from './oauth/id-token.ts';
import { openProvider } from './oauth/provider.ts';
import { type SeededAccount, type SeedRequest, seedAccounts } from './oauth/seed-accounts.ts';
import { issueAccessToken } from './service-accounts/access-token.ts';
import {
  type SeededServiceAccount,
  type ServiceAccountSeed,
  seedServiceAccount,
} from './service-accounts/seed.ts';
import { openAccounts, subjectOf } from './state/accounts.ts';
import { openCounts } from './state/counts.ts';
import { inTransaction, openDatabase } from './state/database.ts';
import { openDelegations } from './state/delegations.ts';
import { openDirectory, withSettings } from './state/directory.ts';
import { openFaults } from './state/faults.ts';
import { openGrants } from './state/grants.ts';
import { openKeys } from './state/keys.ts';
import { openRecords } from './state/records.ts';
import { openServiceAccounts } from './state/service-accounts.ts';
import { openStream } from './state/stream.ts';

export type EmulatedGoogleOptions = {
  /** Where everything is served, path prefix included, e.g. `http://127.0.0.1:8080/google`. */
  baseUrl: string;
  /** The SQLite file that holds all state; `:memory:` to store nothing. */
  file: string;
  clients: RegisteredClient[];
  /** The wall clock by default. */
  now?: () => Date;
  /** Lifetime of an access token in seconds; 3599 by default, like Google's. */
  accessTokenSeconds?: number;
};

export type EmulatedGoogle = {
  /** Serves a request whose URL still has the path prefix of `baseUrl`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** An OIDC token as Cloud Scheduler sends it: signed by this emulator, valid for one hour. */
  issueServiceAccountIdToken(input: { email: string; audience: string }): Promise<string>;
  /** Creates accounts that have already consented, thousands at once. */
  seedAccounts(request: SeedRequest): SeededAccount[];
  /** An access token of a service account's own, as the metadata server gives it to a function. */
  issueServiceAccountAccessToken(input: { email: string }): Promise<string>;
  /** Creates service accounts with keys, delegations and token creators, or adds to those that exist. */
  seedServiceAccounts(seeds: readonly ServiceAccountSeed[]): Promise<SeededServiceAccount[]>;
  /** Creates or changes users, groups and aliases, without a consent. */
  seedDirectory(seed: DirectorySeed): void;
  close(): Promise<void>;
};

/**
 * Opens an emulated Google that needs no network: OAuth 2.0, OpenID Connect and a few Gmail methods at
 * Google's own paths, as strict as Google or stricter, with switches that simulate failures.
 */
export async function openEmulatedGoogle(options: EmulatedGoogleOptions): Promise<EmulatedGoogle> {
  const database = openDatabase(options.file);
  const now = options.now ?? (() => new Date());
  const keys = await openKeys(database);
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const directory = openDirectory(database);
  const state = {
    baseUrl,
    basePath: new URL(baseUrl).pathname.replace(/\/$/, ''),
    clients: options.clients,
    now,
    accessTokenSeconds: options.accessTokenSeconds ?? 3599,
    signingKey: keys.signing,
    accounts: openAccounts(database),
    counts: openCounts(database),
    delegations: openDelegations(database),
    directory,
    faults: withSettings(openFaults(database), directory),
    grants: openGrants(database, now),
    records: openRecords(database, now),
    serviceAccounts: openServiceAccounts(database, now),
    stream: openStream(database),
    transaction: <Result>(work: () => Result) => inTransaction(database, work),
  };
  const provider = openProvider(state, keys.cookie);
  const google: Google = { ...state, provider, answerOAuth: provider.callback() };

  return {
    handle: (request, response) => void dispatch(google, request, response),
    issueServiceAccountIdToken: async (input) =>
      issueServiceAccountIdToken(google, input, subjectOf(input.email)),
    seedAccounts: (request) => seedAccounts(google, request),
    issueServiceAccountAccessToken: async (input) => issueAccessToken(google, input),
    seedServiceAccounts: (seeds) =>
      Promise.all(seeds.map((seed) => seedServiceAccount(google, seed))),
    seedDirectory: (seed) => seedDirectory(google, seed),
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
}
