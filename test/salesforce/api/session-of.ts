import { createCaseStore } from '../../../shared/salesforce/api/case-store.ts';
import { createNativeMail } from '../../../shared/salesforce/api/native-mail.ts';
import type { Org } from '../../../shared/salesforce/api/org.ts';
import { createOrgSession } from '../../../shared/salesforce/api/session.ts';
import { createTokens } from './scripted-org.ts';

/** An org to log in to, in which all of this connector's Salesforce project is deployed. */
export type OrgToTest = {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** Logs in to an org by client credentials when it is first called. */
export function sessionOf(
  { baseUrl, clientId, clientSecret }: OrgToTest,
  organizationId: string | null = null,
) {
  const org: Org = {
    id: 'tested',
    myDomain: baseUrl,
    method: 'client_credentials',
    clientId,
    username: null,
    secretVersion: 'v1',
    certificate: null,
    organizationId,
    readiness: null,
    addedAt: new Date(),
    addedBy: 'admin@example.com',
    isFromSettings: false,
    removedAt: null,
  };
  const secretOf = async () => ({ kind: 'client_secret', clientSecret }) as const;
  const clock = { now: () => new Date() };
  const session = createOrgSession(org, { secretOf, tokens: createTokens(), clock });
  const open = async () => session;
  return { session, store: createCaseStore(open), native: createNativeMail(open) };
}
