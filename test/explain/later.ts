/** Limits that end by themselves, though somebody can raise them. */
const LIMITS: ReadonlySet<string> = new Set([
  'gmail_daily_limit',
  'new_user_rate_exceeded',
  'org_limit_reached',
  'org_mail_limit',
]);

/** Answers after which the connector asks for something else by itself. */
const GOES_ON_OTHERWISE: ReadonlySet<string> = new Set([
  'history_expired',
  'org_already_filed',
  'org_record_deleted',
]);

/** Whether the same request may succeed later: it is known of every cause by who acts, but of these. */
export const mayPass = ({ code, whoActs }: { readonly code: string; readonly whoActs: string }) =>
  whoActs === 'nobody_retry' ? !GOES_ON_OTHERWISE.has(code) : LIMITS.has(code);
