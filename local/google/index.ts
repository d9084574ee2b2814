import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DirectorySeed, seedDirectory } from './directory/seed-directory.ts';
import { findFault, parseParameters } from './faults/parameters.ts';
import { countUsage } from './gmail/usage.ts';
import type { Google, RegisteredClient } from './google.ts';
import { dispatch } from './http/dispatch.ts';
import type { Delivery } from './mail/change-mail.ts';
import { type MailFacts, mailOver } from './mail/in-process.ts';
import { issueServiceAccountIdToken } from './oauth/id-token.ts';
import { openProvider } from './oauth/provider.ts';
import { type SeededAccount, type SeedRequest, seedAccounts } from './oauth/seed-accounts.ts';
import { openPush } from './push/open-push.ts';
import type { PushEndpoint } from './push/push-message.ts';
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
import { openFaults, parseAccountPattern } from './state/faults.ts';
import { openGrants } from './state/grants.ts';
import { openKeys } from './state/keys.ts';
import { openMail } from './state/mail.ts';
import { openMailLabels } from './state/mail-labels.ts';
import { openRecords } from './state/records.ts';
import { openServiceAccounts } from './state/service-accounts.ts';
import { openStream } from './state/stream.ts';
import { openWatches } from './state/watches.ts';

export type EmulatedGoogleOptions = {
  /** Where everything is served, path prefix included, e.g. `http://127.0.0.1:8080/google`. */
  baseUrl: string;
  /** The SQLite file that holds all state; `:memory:` to store nothing. */
  file: string;
  clients: RegisteredClient[];
  /** The connector's page, to which the switches lead back; none by default. */
  connectorPage?: string;
  /** The wall clock by default. */
  now?: () => Date;
  /** Lifetime of an access token in seconds; 3599 by default, like Google's. */
  accessTokenSeconds?: number;
  /** Where Gmail's announcements are pushed; null, by default, for nobody subscribes to its topics. */
  push?: PushEndpoint | null;
  /** Gmail's quota units of a mailbox in a minute; 6,000 by default. */
  unitsPerMinute?: number;
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
  /** Puts a message into a mailbox, which is created if there is none; the push follows. */
  deliverMail(delivery: Delivery): { id: string; threadId: string; historyId: number };
  /** Every message of a mailbox, the oldest first. */
  mailOf(address: string): MailFacts[];
  /** Adds and removes labels of a message. @throws RangeError when there is no such message */
  changeLabels(change: { address: string; id: string; add?: string[]; remove?: string[] }): void;
  /** Deletes a message for ever. @throws RangeError when there is no such message */
  deleteMail(message: { address: string; id: string }): void;
  /** Switches a fault on for an address, a domain (`@example.com`) or everybody (`*`). @throws RangeError when there is none */
  switchOn(fault: string, account: string, parameters?: Readonly<Record<string, unknown>>): void;
  /** Waits until every announcement is acknowledged or given up. */
  settlePushes(): Promise<void>;
  close(): Promise<void>;
};

/** Of a Cloud project that was made since May 2026 (developers.google.com/gmail/api/reference/quota). */
const UNITS_PER_MINUTE = 6000;

/**
 * Opens an emulated Google that needs no network: OAuth 2.0, OpenID Connect and the Gmail methods that
 * read mail, at Google's own paths, as strict as Google or stricter, with switches that simulate failures.
 */
export async function openEmulatedGoogle(options: EmulatedGoogleOptions): Promise<EmulatedGoogle> {
  const database = openDatabase(options.file);
  const now = options.now ?? (() => new Date());
  const keys = await openKeys(database);
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const directory = openDirectory(database);
  const faults = withSettings(openFaults(database), directory);
  const watches = openWatches(database);
  const signed = { faults, now, signingKey: keys.signing, watches };
  const state = {
    baseUrl,
    basePath: new URL(baseUrl).pathname.replace(/\/$/, ''),
    clients: options.clients,
    connectorPage: options.connectorPage ?? null,
    now,
    accessTokenSeconds: options.accessTokenSeconds ?? 3599,
    signingKey: keys.signing,
    accounts: openAccounts(database),
    counts: openCounts(database),
    delegations: openDelegations(database),
    directory,
    faults,
    grants: openGrants(database, now),
    mail: openMail(database),
    mailLabels: openMailLabels(database),
    push: openPush(signed, options.push ?? null),
    records: openRecords(database, now),
    serviceAccounts: openServiceAccounts(database, now),
    stream: openStream(database),
    usage: countUsage(options.unitsPerMinute ?? UNITS_PER_MINUTE),
    watches,
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
    switchOn: (fault, account, parameters = {}) => switchOn(google, { fault, account, parameters }),
    ...mailOver(google),
    settlePushes: () => google.push.settle(),
    close: async () => {
      await google.push.close();
      if (database.isOpen) database.close();
    },
  };
}

type Switched = {
  readonly fault: string;
  readonly account: string;
  readonly parameters: Readonly<Record<string, unknown>>;
};

function switchOn({ faults }: Google, { fault, account: given, parameters: some }: Switched): void {
  const entry = findFault(fault);
  const account = parseAccountPattern(given);
  const parameters = entry && parseParameters(entry, some);
  if (!account || !parameters) throw new RangeError(`There is no fault ${fault} for ${given}`);
  faults.switchOn({ fault, account, parameters });
}
