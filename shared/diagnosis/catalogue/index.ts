import type { Entry } from '../entry.ts';
import { ATTEMPT } from './attempt.ts';
import { CLOUD } from './cloud.ts';
import { CONSENT_APP } from './consent-app.ts';
import { CONSENT_POLICY } from './consent-policy.ts';
import { DELEGATION } from './delegation.ts';
import { FLEET } from './fleet.ts';
import { GMAIL } from './gmail.ts';
import { KEYS } from './keys.ts';
import { NETWORK } from './network.ts';
import { OUR_SIDE } from './our-side.ts';
import { TOKEN_ENDPOINT } from './token-endpoint.ts';

export const CATALOGUE = {
  ...CONSENT_POLICY,
  ...CONSENT_APP,
  ...TOKEN_ENDPOINT,
  ...DELEGATION,
  ...KEYS,
  ...GMAIL,
  ...ATTEMPT,
  ...CLOUD,
  ...FLEET,
  ...NETWORK,
  ...OUR_SIDE,
} as const satisfies Record<string, Entry>;
