import { diagnose } from '../../shared/diagnosis/index.ts';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { LoginForm, MadeKey, OrgPauseView } from '../../shared/pages/index.ts';
import { type Org, READINESS_STEPS, type Readiness } from '../../shared/salesforce/api/index.ts';
import { ago, ahead } from './sample-views.ts';

export const salesforceSaid = (error: string, description: string): UpstreamReport => ({
  service: 'salesforce',
  endpoint: 'org_login',
  status: 400,
  error,
  subtype: null,
  description,
});

const FACTS: Partial<Record<Readiness['steps'][number]['step'], readonly string[]>> = {
  host: ['https://example.my.salesforce.com'],
  login: ['00D5g000004XyZaEAK'],
  api: ['v64.0'],
  objects: ['Case', 'EmailMessage'],
  unique_key: ['EmailMessage.Gmail_Message_Key__c'],
  files: ['ContentVersion'],
  apex: ['GmailCaseFinder'],
  budget: ['1234 / 15000'],
};

type Exception = Readiness['steps'][number]['result'];

/** A check with a result of its own for some steps. */
export function readiness(
  results: Partial<Record<Readiness['steps'][number]['step'], Exception>> = {},
  failure: { readonly code: ErrorCode; readonly upstream: UpstreamReport | null } = {
    code: 'org_fields_missing',
    upstream: null,
  },
): Readiness {
  return {
    at: ago(4),
    steps: READINESS_STEPS.map((step) => {
      const result = results[step] ?? 'passed';
      const isBad = result === 'failed' || result === 'limited';
      return {
        step,
        result,
        failure: isBad ? failure : null,
        facts: result === 'skipped' ? [] : (FACTS[step] ?? []),
      };
    }),
  };
}

export const ORG: Org = {
  id: 'example-my-salesforce-com',
  myDomain: 'https://example.my.salesforce.com',
  method: 'client_credentials',
  clientId: '3MVG9example.ConsumerKey_of.TheConnectorsApp0123456789abcdefghijklmnop',
  username: null,
  secretVersion: 'version-1',
  certificate: null,
  organizationId: '00D5g000004XyZaEAK',
  readiness: readiness(),
  addedAt: ago(60 * 24 * 3),
  addedBy: 'admin@example.com',
  isFromSettings: false,
  removedAt: null,
};

export const LIMITED: Org = {
  ...ORG,
  readiness: readiness({ unique_key: 'limited', files: 'limited', apex: 'limited' }),
};

export const CERTIFIED: Org = {
  ...ORG,
  id: 'example-dev-sandbox-my-salesforce-com',
  myDomain: 'https://example-north-america-customer-service--devpreview.sandbox.my.salesforce.com',
  method: 'jwt_bearer',
  username: 'connector@example.com.devpreview',
  certificate: {
    pem: '-----BEGIN CERTIFICATE-----\nMIIBszCCARwCCQDsample\n-----END CERTIFICATE-----\n',
    fingerprint: Array.from({ length: 32 }, (_, place) => (place + 160).toString(16))
      .join(':')
      .toUpperCase(),
    expiresAt: ahead(60 * 24 * 700),
  },
};

const SKIPPED = {
  api: 'skipped',
  objects: 'skipped',
  unique_key: 'skipped',
  files: 'skipped',
  apex: 'skipped',
  budget: 'skipped',
} as const;

export const LOCKED_OUT: Org = {
  ...CERTIFIED,
  readiness: readiness(
    { login: 'failed', ...SKIPPED },
    {
      code: 'org_login_refused',
      upstream: salesforceSaid('invalid_grant', "user hasn't approved this consumer"),
    },
  ),
};

export const FROM_SETTINGS: Org = { ...ORG, isFromSettings: true, readiness: null };

export const PAUSE: OrgPauseView = {
  since: ago(42),
  diagnosis: diagnose({ code: 'org_storage_full', upstream: null }),
};

export const EMPTY_LOGIN: LoginForm = { choice: 'secret', clientId: '', username: '', made: null };

export const MADE: MadeKey = {
  certificate: {
    pem: '-----BEGIN CERTIFICATE-----\nMIIBszCCARwCCQDsample\n-----END CERTIFICATE-----\n',
    fingerprint: CERTIFIED.certificate?.fingerprint ?? '',
    expiresAt: ahead(60 * 24 * 730),
  },
  sealed: 'v1.key.nonce.sealed.tag',
};
