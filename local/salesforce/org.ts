import type { NamedCredential } from './calls/named-credential.ts';
import type { Deliveries, OutboundQueue } from './outbound/queue.ts';
import type { Contents } from './state/contents.ts';
import type { Transaction } from './state/database.ts';
import type { Faults } from './state/faults.ts';
import type { Sequences } from './state/ids.ts';
import type { Records } from './state/records.ts';
import type { Sessions } from './state/sessions.ts';
import type { Settings } from './state/settings.ts';
import type { ThreadTokens } from './state/thread-tokens.ts';

/** The External Client App that may log in. It protects nothing: this org is emulated. */
export const APP = {
  clientId: '3MVG9emulated.GmailEmailToCase.ConsumerKey',
  clientSecret: 'EMULATED0CONSUMER0SECRET',
} as const;

/** The integration user, as whom the app runs. */
export const INTEGRATION_USERNAME = 'gmail.integration@emulated.example';

/** The state and the settings that every endpoint works on. */
export type Org = {
  /** The My Domain URL, path included: `http://127.0.0.1:8080/salesforce`. */
  readonly baseUrl: string;
  readonly basePath: string;
  /** The page that every page leads back to; null when nobody's is known. */
  readonly connectorPage: string | null;
  readonly name: string;
  readonly organizationId: string;
  readonly integrationUserId: string;
  readonly now: () => Date;
  readonly transaction: Transaction;
  readonly contents: Contents;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  readonly outbound: OutboundQueue;
  readonly records: Records;
  readonly sequences: Sequences;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly threadTokens: ThreadTokens;
  /** Makes this org a caller of the connector beside it; null: one has to be entered. */
  readonly makeCredential: (() => Promise<NamedCredential>) | null;
};
