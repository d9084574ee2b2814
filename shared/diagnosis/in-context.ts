import type { Cause } from './diagnosis.ts';
import { type Circumstances, whyItEnded } from './why-it-ended.ts';

/** A personal account has no administrator: somebody else acts, or nobody can. */
const OF_PERSONAL_ACCOUNT: Partial<Readonly<Record<Cause, Cause>>> = {
  sensitive_access_blocked: 'personal_app_blocked',
  admin_blocks_client: 'personal_app_blocked',
  admin_restricted_gmail: 'personal_app_blocked',
  account_deleted: 'personal_account_restricted',
  account_disabled: 'personal_account_restricted',
  gmail_service_off: 'personal_account_restricted',
  advanced_protection: 'personal_advanced_protection',
  delegation_not_authorized: 'delegation_of_personal_account',
  delegation_scopes_missing: 'delegation_of_personal_account',
  delegation_user_unknown: 'delegation_of_personal_account',
  domain_refused: 'grant_revoked',
};

/** An account of an organization has an administrator, who can make exceptions. */
const OF_WORKSPACE: Partial<Readonly<Record<Cause, Cause>>> = {
  personal_app_blocked: 'sensitive_access_blocked',
  personal_advanced_protection: 'advanced_protection',
};

/** Where no connection was ever made, a firewall is usually the reason. */
const NEVER_STOOD: Partial<Readonly<Record<Cause, Cause>>> = {
  network_connect_slow: 'network_connection_failed',
};

/** A way that stood before and is shut now is mostly a passing trouble of the network. */
const PASSES: Partial<Readonly<Record<Cause, Cause>>> = {
  network_connection_failed: 'google_unavailable',
  network_name_unresolved: 'network_name_server_silent',
  org_network_blocked: 'salesforce_unavailable',
  // The mailbox was named before, so its Gmail is what is missing now.
  delegation_subject_missing: 'gmail_service_off',
};

/** What a token or session that may simply be old means, while nobody has tried a new one. */
const MAY_BE_OLD: Partial<Readonly<Record<Cause, Cause>>> = {
  org_session_refused: 'org_session_ended',
};

/**
 * The cause in view of what is known beside the answer: the same words mean something else for another kind of account,
 * after an earlier success, or before anybody tried again.
 */
export function inContext(cause: Cause, circumstances: Circumstances): Cause {
  const { accountKind, workedBefore, isRenewed, subjectSet } = circumstances;
  let found = cause === 'grant_revoked' ? whyItEnded(circumstances) : cause;
  if (isRenewed === false) found = MAY_BE_OLD[found] ?? imapBeforeRenewal(found, circumstances);
  if (workedBefore === true) found = PASSES[found] ?? found;
  if (subjectSet === true && found === 'delegation_subject_missing') found = 'gmail_service_off';
  if (workedBefore === false) found = NEVER_STOOD[found] ?? found;
  if (accountKind === undefined) return found;
  const ofKind = accountKind === 'personal' ? OF_PERSONAL_ACCOUNT : OF_WORKSPACE;
  return ofKind[found] ?? found;
}

/**
 * The product signs in to IMAP with a new token of the right scope, so that a policy is what refuses it. Of a sign-in of
 * somebody else, neither is known.
 */
function imapBeforeRenewal(cause: Cause, { method, workedBefore }: Circumstances): Cause {
  if (cause !== 'imap_login_refused') return cause;
  if (workedBefore === true) return 'access_token_rejected';
  return method === 'delegation' ? 'delegation_scopes_missing' : 'gmail_permission_missing';
}
