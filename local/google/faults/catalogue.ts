/** Where a fault takes effect: the consent pages, the token endpoint, Gmail, or both of the last two. */
type FaultPlace = 'consent' | 'token' | 'gmail' | 'token or gmail';

export type ParameterKind =
  | 'seconds'
  | 'milliseconds'
  | 'count'
  | 'percent'
  | 'text'
  | 'list'
  | 'place'
  | 'refusal';

export type FaultParameter = {
  name: string;
  kind: ParameterKind;
  /** The value of a parameter that is not given. */
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

const AT_CONSENT: readonly FaultEntry[] = [
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
  {
    fault: 'time_limited',
    place: 'consent',
    does: 'The owner does not allow ongoing access: refresh tokens die after so many seconds.',
    parameters: [{ name: 'seconds', kind: 'count', fallback: 15_552_000 }],
  },
  at('consent', 'no_refresh_token', 'A consent gives no refresh token.'),
];

/** Faults that refuse a request. Those at the token endpoint refuse refreshes only. */
const REFUSALS: readonly FaultEntry[] = [
  at('token', 'revoked', 'Refresh: "Token has been expired or revoked."; Gmail: 401.'),
  at('token', 'password_changed', 'As revoked, for grants that hold a Gmail scope.'),
  at('token', 'account_deleted', 'Refresh: "The account has been deleted"; Gmail: 401.'),
  at('token', 'account_disabled', 'Refresh: "Account has been disabled"; Gmail: 401.'),
  at('token', 'invalid_grant', 'Refresh: invalid_grant "Bad Request", which says nothing.'),
  at('token', 'invalid_rapt', 'Refresh: invalid_grant, subtype invalid_rapt (session control).'),
  at('token', 'rapt_required', 'Refresh: invalid_grant, subtype rapt_required (session control).'),
  at('token', 'admin_policy_enforced', 'Refresh: the client is no longer trusted.'),
  at(
    'token',
    'org_internal_at_refresh',
    'Refresh: the app was made Internal, without this account.',
  ),
  at('token', 'invalid_client', '401 invalid_client, as after a changed client secret.'),
  at('token', 'deleted_client', '401 deleted_client: the OAuth client was deleted.'),
  at(
    'token',
    'disabled_client',
    '401 disabled_client: the OAuth client or its project is disabled.',
  ),
  at(
    'token',
    'unauthorized_client',
    '401 unauthorized_client, as for the token of another client.',
  ),
  at('token', 'token_rate_limited', '403 rate_limit_exceeded, as after a burst of refreshes.'),
  at('token', 'key_disabled', 'Assertion: "Invalid JWT Signature.", as after a disabled key.'),
  at('token', 'delegation_removed', 'Assertion: 401 unauthorized_client, as without delegation.'),
  at('token', 'delegation_incomplete', 'Assertion: 403 "Requested client not authorized."'),
  at('token', 'iam_api_off', 'signJwt: 403 SERVICE_DISABLED, the API is off in the project.'),
  everywhere('rate_limited', '429, too many requests.'),
  everywhere('server_error', '500.'),
  everywhere('unavailable', '503.'),
  everywhere('html_instead_of_json', '200 with an HTML page where JSON is due.'),
  everywhere('html_error', '502 with an HTML page.'),
  everywhere('dropped', 'The connection is cut after the request was accepted.'),
  everywhere('unrecognised', 'A refusal that nobody has heard of.'),
  at('gmail', 'gmail_disabled', '400 failedPrecondition "Mail service not enabled".'),
  at('gmail', 'precondition_failed', '400 failedPrecondition "Precondition check failed."'),
  at('gmail', 'gmail_api_off', '403 accessNotConfigured: the API is off in the project.'),
  at('gmail', 'domain_policy', '403 domainPolicy: the administrators disabled Gmail apps.'),
  at('gmail', 'insufficient_scopes', '403 insufficientPermissions, whatever was granted.'),
  at('gmail', 'user_rate_limited', "403 userRateLimitExceeded: the mailbox's share is used up."),
  at('gmail', 'project_rate_limited', "403 rateLimitExceeded: the project's share is used up."),
  at('gmail', 'daily_limit', "403 dailyLimitExceeded: the project's day is used up."),
  at('gmail', 'unauthorized', '401 authError though the access token is live.'),
];

const REFUSAL: FaultParameter = { name: 'as', kind: 'refusal', fallback: 'unavailable' };

/** Faults that change how a request is served, without refusing it. */
const MODIFIERS: readonly FaultEntry[] = [
  at('token', 'aliases_accepted', 'Assertion: an alias stands for the account behind it.'),
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
  everywhere('slow', 'The answer comes late.', {
    name: 'ms',
    kind: 'milliseconds',
    fallback: 3000,
  }),
  everywhere(
    'flapping',
    'Every nth request of an account fails, counted from its first.',
    { name: 'every', kind: 'count', fallback: 2 },
    REFUSAL,
  ),
  everywhere(
    'unreliable',
    'So many of a hundred requests fail, by lot; each run draws the same.',
    { name: 'percent', kind: 'percent', fallback: 10 },
    REFUSAL,
  ),
  at('token or gmail', 'echo_secrets', 'Error answers repeat the submitted code or token.'),
  at('gmail', 'imap_disabled', 'settings.getImap answers enabled: false, whatever is set.'),
];

/** Every switch of the emulated Google: the page, the API and its validation read this table. */
export const FAULTS: readonly FaultEntry[] = [...AT_CONSENT, ...REFUSALS, ...MODIFIERS];

/** The faults that `flapping` and `unreliable` can simulate. */
export const REFUSAL_NAMES: readonly string[] = REFUSALS.map(({ fault }) => fault);

/** The places, in the order in which the page lists them. */
export const PLACES: readonly { place: FaultPlace; heading: string }[] = [
  { place: 'consent', heading: 'At consent' },
  { place: 'token', heading: 'At the token endpoint' },
  { place: 'gmail', heading: 'At Gmail' },
  { place: 'token or gmail', heading: 'At both' },
];

/** One-shot actions on an account. Each sends its security events to a registered receiver. */
export const ACTIONS = {
  revoke: 'Removes every grant of the account, as at myaccount.google.com/connections.',
  'password-changed': 'Ends the grants that hold a Gmail scope, as a changed password does.',
  disable: 'Switches account_disabled on for the account.',
  enable: 'Switches account_disabled off again.',
} as const;

export type AccountAction = keyof typeof ACTIONS;
