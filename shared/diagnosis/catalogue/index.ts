import type { Entry } from '../entry.ts';
import { ACCOUNT } from './account.ts';
import { ATTEMPT } from './attempt.ts';
import { BOUNCES } from './bounces.ts';
import { CALLERS } from './callers.ts';
import { CALLOUTS } from './callouts.ts';
import { CLOUD } from './cloud.ts';
import { CONSENT_APP } from './consent-app.ts';
import { CONSENT_POLICY } from './consent-policy.ts';
import { DELEGATION } from './delegation.ts';
import { FLEET } from './fleet.ts';
import { GMAIL } from './gmail.ts';
import { KEYS } from './keys.ts';
import { MAIL } from './mail.ts';
import { NETWORK } from './network.ts';
import { ORG_APP } from './org-app.ts';
import { ORG_LOGIN } from './org-login.ts';
import { ORG_RECORDS, ORG_STATE } from './org-records.ts';
import { ORG_REFUSALS } from './org-refusals.ts';
import { OUR_SIDE } from './our-side.ts';
import { REQUESTS } from './requests.ts';
import { SENDING } from './sending.ts';
import { TOKEN_ENDPOINT } from './token-endpoint.ts';

export const CATALOGUE = {
  ...CONSENT_POLICY,
  ...CONSENT_APP,
  ...ACCOUNT,
  ...TOKEN_ENDPOINT,
  ...DELEGATION,
  ...KEYS,
  ...GMAIL,
  ...REQUESTS,
  ...MAIL,
  ...SENDING,
  ...ORG_LOGIN,
  ...ORG_APP,
  ...ORG_STATE,
  ...ORG_RECORDS,
  ...ORG_REFUSALS,
  ...ATTEMPT,
  ...CLOUD,
  ...FLEET,
  ...NETWORK,
  ...OUR_SIDE,
  ...CALLERS,
  ...CALLOUTS,
  ...BOUNCES,
} as const satisfies Record<string, Entry>;
