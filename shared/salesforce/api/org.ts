import type { ErrorCode, UpstreamReport } from '../../errors.ts';
import type { RecordKind } from '../../tokens/index.ts';

/** How we log in to an org: by the app's consumer secret (RFC 6749 §4.4), or by a signed assertion (RFC 7523). */
export type OrgMethod = 'client_credentials' | 'jwt_bearer';

/** One step of a readiness check. */
export const READINESS_STEPS = [
  'host',
  'login',
  'api',
  'objects',
  'unique_key',
  'files',
  'apex',
  'budget',
] as const;

export type ReadinessStep = (typeof READINESS_STEPS)[number];

/** `limited`: mail can be filed without it, and something is lost. `skipped`: an earlier step failed. */
export type StepResult = {
  readonly step: ReadinessStep;
  readonly result: 'passed' | 'failed' | 'limited' | 'skipped';
  /** Why it failed or is limited. */
  readonly failure: { readonly code: ErrorCode; readonly upstream: UpstreamReport | null } | null;
  /** Names of objects and fields (`Case.Origin`), or the figures of the API budget: never a secret. */
  readonly facts: readonly string[];
};

export type Readiness = { readonly at: Date; readonly steps: readonly StepResult[] };

/** The certificate of a key that signs assertions. */
export type OrgCertificate = {
  /** PEM: what the Salesforce admin uploads. */
  readonly pem: string;
  readonly fingerprint: string;
  readonly expiresAt: Date;
};

/** A Salesforce organization that mail is filed in. */
export type Org = {
  readonly id: string;
  /** `https://example.my.salesforce.com`, without a trailing slash. */
  readonly myDomain: string;
  readonly method: OrgMethod;
  readonly clientId: string;
  /** The user that assertions name; null with client credentials, where the app has a Run As user. */
  readonly username: string | null;
  /** The version of its secret in the vault. */
  readonly secretVersion: string;
  readonly certificate: OrgCertificate | null;
  /** Salesforce's own id of the org (18 characters); null until the first login. */
  readonly organizationId: string | null;
  readonly readiness: Readiness | null;
  readonly addedAt: Date;
  readonly addedBy: string;
  /** Its settings and not its page: it is made from the environment at each start. */
  readonly isFromSettings: boolean;
  /** Its record stays for a day after it was removed, so that no page can still choose it. Null: it is in use. */
  readonly removedAt: Date | null;
};

/** What the vault holds for an org. */
export type OrgSecret =
  | { readonly kind: 'client_secret'; readonly clientSecret: string }
  /** PKCS#8 PEM. */
  | { readonly kind: 'private_key'; readonly privateKey: string };

/** A live access token of an org, stored sealed so that not every instance logs in. */
export type OrgToken = {
  readonly value: string;
  readonly instanceUrl: string;
  readonly expiresAt: Date;
};

/** One record for each org, by its id. */
export const ORG_RECORD: RecordKind<Org> = { name: 'org' };

/** Where access tokens of orgs are stored, sealed. One that cannot be opened any more is null. */
export interface OrgTokenStore {
  readOrgToken(orgId: string): Promise<OrgToken | null>;
  writeOrgToken(orgId: string, token: OrgToken): Promise<void>;
}
