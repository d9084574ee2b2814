import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { Usage } from './gmail/usage.ts';
import type { SigningKey } from './oauth/signing-key.ts';
import type { Push } from './push/push.ts';
import type { Accounts } from './state/accounts.ts';
import type { Counts } from './state/counts.ts';
import type { Delegations } from './state/delegations.ts';
import type { Directory } from './state/directory.ts';
import type { Faults } from './state/faults.ts';
import type { Grants } from './state/grants.ts';
import type { Mail } from './state/mail.ts';
import type { MailLabels } from './state/mail-labels.ts';
import type { OAuthRecords } from './state/records.ts';
import type { ServiceAccounts } from './state/service-accounts.ts';
import type { Stream } from './state/stream.ts';
import type { Watches } from './state/watches.ts';

/** An OAuth client as registered in the (emulated) Google Cloud console. */
export type RegisteredClient = {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  /** The Cloud project of the client: `users.watch` takes topics of no other. Any will do where none is named. */
  projectId?: string;
};

/** The issuer of every token, on whichever host this emulator is served. */
export const ISSUER = 'https://accounts.google.com';

/** The state and the settings that every endpoint works on. */
export type Google = {
  /** Where everything is served, e.g. `http://127.0.0.1:8080/google`. */
  baseUrl: string;
  /** The path of `baseUrl`, e.g. `/google`; empty when served at the root. */
  basePath: string;
  /** The page that the switches lead back to; null when nobody's is known. */
  connectorPage: string | null;
  clients: RegisteredClient[];
  now: () => Date;
  accessTokenSeconds: number;
  signingKey: SigningKey;
  accounts: Accounts;
  counts: Counts;
  delegations: Delegations;
  directory: Directory;
  faults: Faults;
  grants: Grants;
  mail: Mail;
  mailLabels: MailLabels;
  push: Push;
  records: OAuthRecords;
  serviceAccounts: ServiceAccounts;
  stream: Stream;
  usage: Usage;
  watches: Watches;
  /** Runs the work in one transaction: many writes cost one commit. */
  transaction: <Result>(work: () => Result) => Result;
  /** The OAuth server underneath, and its request handler. */
  provider: Provider;
  answerOAuth: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

/** The part of it that the OAuth server underneath is built on. */
export type GoogleState = Omit<Google, 'provider' | 'answerOAuth'>;
