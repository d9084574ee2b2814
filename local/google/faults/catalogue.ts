/** Where a fault shows: the consent pages, the token endpoint, Gmail, or both of the latter. */
type FaultPlace = 'consent' | 'token' | 'gmail' | 'token or gmail';

export type ParameterKind = 'seconds' | 'milliseconds' | 'text' | 'list' | 'place';

export type FaultParameter = {
  name: string;
  kind: ParameterKind;
  /** What holds when the parameter is not given. */
  fallback: string | number | readonly string[];
};

export type FaultEntry = {
  fault: string;
  place: FaultPlace;
  does: string;
  parameters: readonly FaultParameter[];
};

const WHERE: FaultParameter = { name: 'endpoint', kind: 'place', fallback: 'both' };
const everywhere = (fault: string, does: string, ...more: FaultParameter[]): FaultEntry => ({
  fault,
  place: 'token or gmail',
  does,
  parameters: [WHERE, ...more],
});
const at = (place: FaultPlace, fault: string, does: string): FaultEntry => ({
  place,
  fault,
  does,
  parameters: [],
});

/** Every switch of the emulated Google. The page, the API and its checks are made from this table. */
export const FAULTS: readonly FaultEntry[] = [
  at(
    'consent',
    'admin_policy_enforced_at_consent',
    'Error 400: the Workspace admin does not trust the client.',
  ),
  {
    fault: 'org_internal',
    place: 'consent',
    does: 'Error 403: the app is Internal; accounts outside its organization are refused.',
    parameters: [{ name: 'hd', kind: 'text', fallback: 'example.com' }],
  },
  {
    fault: 'testing',
    place: 'consent',
    does: 'The app is in Testing: only test users may consent; refresh tokens die after 7 days.',
    parameters: [{ name: 'testUsers', kind: 'list', fallback: [] }],
  },
  at('consent', 'no_refresh_token', 'A consent gives no refresh token.'),
  at('token', 'revoked', 'Refresh: "Token has been expired or revoked."; Gmail: 401.'),
  at('token', 'password_changed', 'As revoked, for grants that hold a Gmail scope.'),
  at('token', 'invalid_rapt', 'Refresh: invalid_grant, subtype invalid_rapt (session control).'),
  at('token', 'admin_policy_enforced', 'Refresh: the client is no longer trusted.'),
  at('token', 'invalid_client', '401 invalid_client, as after a changed client secret.'),
  at('token', 'rotates_refresh_token', 'A refresh answers a new refresh token; the old one dies.'),
  {
    fault: 'short_lived',
    place: 'token',
    does: 'Access tokens live for so many seconds.',
    parameters: [{ name: 'seconds', kind: 'seconds', fallback: 60 }],
  },
  {
    fault: 'skewed_clock',
    place: 'token or gmail',
    does: "Google's clock is off: id_token iat and exp and the Date header are shifted.",
    parameters: [{ name: 'seconds', kind: 'seconds', fallback: 600 }],
  },
  everywhere('rate_limited', '429, too many requests.'),
  everywhere('server_error', '500.'),
  everywhere('unavailable', '503.'),
  everywhere('html_instead_of_json', '200 with an HTML page where JSON is due.'),
  everywhere('html_error', '502 with an HTML page.'),
  everywhere('slow', 'The answer comes late.', {
    name: 'ms',
    kind: 'milliseconds',
    fallback: 3000,
  }),
  everywhere('dropped', 'The connection is cut after the request was accepted.'),
  at('token or gmail', 'echo_secrets', 'Error answers repeat the submitted code or token.'),
  at('gmail', 'gmail_disabled', '400 failedPrecondition "Mail service not enabled".'),
  at('gmail', 'gmail_api_off', '403 accessNotConfigured: the API is off in the project.'),
  at('gmail', 'domain_policy', '403 domainPolicy: the administrators disabled Gmail apps.'),
  at('gmail', 'unauthorized', '401 authError though the access token is live.'),
  at('gmail', 'imap_disabled', 'settings.getImap answers enabled: false.'),
];

/** The places in the order of the page. */
export const PLACES: readonly { place: FaultPlace; heading: string }[] = [
  { place: 'consent', heading: 'At consent' },
  { place: 'token', heading: 'At the token endpoint' },
  { place: 'gmail', heading: 'At Gmail' },
  { place: 'token or gmail', heading: 'At both' },
];

/** One-shot actions on an account: what they do to its grants. */
export const ACTIONS = {
  revoke: 'Removes every grant of the account, as at myaccount.google.com/connections.',
  'password-changed': 'Ends the grants that hold a Gmail scope, as a changed password does.',
} as const;

export type AccountAction = keyof typeof ACTIONS;
