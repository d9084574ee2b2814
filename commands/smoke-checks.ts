import type { FunctionName } from '../shared/function-names.ts';
import { type Deployment, type SmokeRequest, send } from './smoke-request.ts';

/** One check of a deployment from outside. */
export type Check = {
  readonly name: string;
  /** What the check proves, for people. */
  readonly proves: string;
  run(deployment: Deployment): Promise<Finding>;
};

/** The result of a check; `advice` says what to do after a failure. */
export type Finding = {
  readonly ok: boolean;
  readonly found: string;
  readonly advice?: string;
  /** Whether the same check may pass in some minutes, if the deployment is new. */
  readonly mayPass?: boolean;
};

/** What time does not mend: another deployment does. */
const LASTING: ReadonlySet<string | null> = new Set([
  'configuration_invalid',
  'store_of_another_client',
  'keys_of_another_store',
  'webhook_not_configured',
]);

const ADVICE: Readonly<Record<string, string>> = {
  keyring_unusable: 'Run npm run keys -- init with the deployer’s credentials.',
  permission_missing: 'Run terraform apply: a role of this function’s service account is missing.',
  store_incomplete: 'Run terraform apply, and wait until the indexes are built.',
  store_of_another_client: 'GOOGLE_CLIENT_ID is not the client that these grants belong to.',
  keys_of_another_store: 'FIRESTORE_DATABASE and SECRET_PREFIX are of different deployments.',
  configuration_invalid: 'The function’s log names every bad setting, under "problems".',
  webhook_not_configured: 'Set the webhook’s secret, and run terraform apply.',
};

/** Every check: the setup page first, then the other public functions, then those that only Google Cloud calls. */
export const CHECKS: readonly Check[] = [
  {
    name: 'setup-page',
    proves: 'answers the sign-in page, with its security headers',
    run: async (deployment) => {
      const { status, headers } = await send(deployment, { path: '/setup-page' });
      const policy = headers.get('content-security-policy') ?? '';
      if (status === 401 && policy.includes("default-src 'none'"))
        return passed('the sign-in page');
      return unexpected(status, null);
    },
  },
  {
    name: 'setup-page, sign-in',
    proves: 'opens the keys, sends the browser to Google with our redirect URI',
    run: signIn,
  },
  refusing('authorization-url', 'reads the store', {
    request: { path: '/authorization-url/smoke-no-such-link' },
    code: 'authorization_request_unknown',
  }),
  refusing('oauth-callback', 'reads the store', {
    request: { path: '/oauth-callback?state=smoke&code=smoke' },
    code: 'authorization_request_unknown',
  }),
  refusing('salesforce-webhook', 'has its secret, and refuses who cannot prove it', {
    request: { path: '/salesforce-webhook', method: 'POST', body: '{}' },
    code: 'caller_unverified',
  }),
  onlyFor('the scheduler', 'token-refresh'),
  onlyFor('the scheduler', 'label-probe'),
  onlyFor('the scheduler', 'mail-sync'),
  onlyFor('Pub/Sub', 'gmail-push'),
];

async function signIn(deployment: Deployment): Promise<Finding> {
  const { origin } = deployment;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin,
    accept: 'application/json',
  };
  const request = { path: '/setup-page/sign-in', method: 'POST', body: '', headers };
  const response = await send(deployment, request);
  const location = URL.parse(response.headers.get('location') ?? '');
  if (response.status !== 303 || !location) return unexpected(response.status, response.code);
  const redirectUri = location.searchParams.get('redirect_uri');
  if (redirectUri === `${origin}/oauth-callback`) {
    return passed(`${location.host}, back to ${redirectUri}`);
  }
  const advice = `BASE_URL is not ${origin}: browsers would be sent elsewhere. Call smoke with the base URL, or correct it.`;
  // A parsed URL contains no control characters for the terminal.
  const found = `redirect URI ${URL.parse(redirectUri ?? '')?.href.slice(0, 200) ?? 'that is none'}`;
  return { ok: false, found, advice };
}

/** A function that must refuse this request with this code. */
function refusing(
  name: string,
  proves: string,
  expected: { readonly request: SmokeRequest; readonly code: string },
): Check {
  const run = async (deployment: Deployment): Promise<Finding> => {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const { status, code } = await send(deployment, { ...expected.request, headers });
    return code === expected.code ? passed(`refused: ${code}`) : unexpected(status, code);
  };
  return { name, proves, run };
}

/** A function that one account of Google Cloud may call: anybody else is refused by IAM, or else by the function. */
function onlyFor(caller: string, name: FunctionName): Check {
  const run = async (deployment: Deployment): Promise<Finding> => {
    const { status, code } = await send(deployment, { path: `/${name}`, method: 'POST' });
    if (status === 403 && code === null) return passed('shut by IAM');
    if (status === 401 && (code === 'caller_unverified' || code === null)) return passed('shut');
    if (status !== 200) return unexpected(status, code);
    const advice = 'Anybody can call it: remove allUsers from its invokers, with terraform apply.';
    return { ok: false, found: 'open to everybody', advice };
  };
  return { name, proves: `lets nobody in but ${caller}`, run };
}

const passed = (found: string): Finding => ({ ok: true, found });

function unexpected(status: number, code: string | null): Finding {
  const found = code ? `${status} ${code}` : `${status}, not an answer of ours`;
  const advice = code ? adviceOf(code) : adviceFor(status);
  const mayPass = (status === 403 || status === 404 || status >= 500) && !LASTING.has(code);
  return { ok: false, found, ...(advice && { advice }), ...(mayPass && { mayPass }) };
}

const adviceOf = (code: string): string | undefined =>
  Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined;

function adviceFor(status: number): string {
  if (status === 403) {
    return 'It is not public: allUsers lacks roles/run.invoker on its service. Where a policy forbids allUsers: docs/deploy.md, "Without allUsers".';
  }
  if (status === 404)
    return 'No such function here: is the URL right, and the deployment complete?';
  return 'Look at the function’s log in Cloud Logging.';
}
