import { diagnosisOf } from '../diagnosis/diagnosis.ts';
import { type Cause, diagnose } from '../diagnosis/index.ts';
import type { MailboxFact, SetupFacts } from './facts.ts';
import { done, type Found, failing, latest, unknown } from './item.ts';
import type { StoredCheck, StoredCheckName } from './stored-check.ts';

/** For so long Google lets a grant of an app in Testing live: one that lives longer proves another status. */
const TESTING_MS = 7 * 24 * 60 * 60 * 1000;

const checkOf = ({ checks }: SetupFacts, name: StoredCheckName): StoredCheck | undefined =>
  checks.find((each) => each.name === name);

/** The client ID and the secret: only a check proves both. */
export function googleClient(facts: SetupFacts): Found {
  const check = checkOf(facts, 'google_client');
  if (!check) return unknown;
  return check.failure ? failing(check.at, diagnose(check.failure)) : done(check.at);
}

/** Who reads this came back from Google over the redirect URI. A later check may have found it gone. */
export function redirectUri(facts: SetupFacts): Found {
  const check = checkOf(facts, 'redirect_uri');
  const { signedInAt } = facts;
  if (!check || check.at < signedInAt) return done(signedInAt);
  return check.failure ? failing(check.at, diagnose(check.failure)) : done(check.at);
}

const SCOPE_CAUSES: ReadonlySet<Cause> = new Set([
  'gmail_permission_missing',
  'delegation_scopes_missing',
  'permission_unticked',
]);

const failureOf = ({ mailboxes }: SetupFacts, causes: ReadonlySet<Cause>): Found | undefined =>
  mailboxes
    .flatMap(({ probe }) =>
      probe?.diagnosis && causes.has(probe.diagnosis.cause)
        ? [failing(probe.at, probe.diagnosis)]
        : [],
    )
    .toSorted((a, b) => Number(b.at) - Number(a.at))[0];

const passedAt = ({ mailboxes }: SetupFacts): Date | null =>
  latest(mailboxes.map(({ probe }) => (probe?.diagnosis === null ? probe.at : null)));

/** A mailbox that was connected has every scope that its profile asks for, or it would have been refused. */
export function scopes(facts: SetupFacts): Found {
  const refused = failureOf(facts, SCOPE_CAUSES);
  if (refused) return refused;
  const at = latest(
    facts.mailboxes.map(({ isConsented, consentedAt, refreshedAt }) =>
      isConsented ? consentedAt : refreshedAt,
    ),
  );
  return at ? done(at) : unknown;
}

/** Google says when a grant ends in a week. Otherwise one that is older than a week proves that the app is not in Testing. */
export function audience({ mailboxes }: SetupFacts): Found {
  const consented = mailboxes.filter(({ isConsented }) => isConsented);
  const testing = consented.find(({ isTesting }) => isTesting);
  if (testing) return failing(testing.consentedAt, diagnosisOf('testing_seven_days'));
  const at = latest(consented.map(outlivedTesting));
  return at ? done(at) : unknown;
}

const outlivedTesting = ({ consentedAt, refreshedAt }: MailboxFact): Date | null =>
  refreshedAt && refreshedAt.getTime() - consentedAt.getTime() > TESTING_MS ? refreshedAt : null;

const API_OFF: ReadonlySet<Cause> = new Set(['gmail_api_off']);

/** A probe that passed proves the API. What one mailbox fails at alone says nothing of it, unless it is the API itself. */
export function gmailApi(facts: SetupFacts): Found {
  const passed = passedAt(facts);
  const off = failureOf(facts, API_OFF);
  if (off?.at && (!passed || off.at > passed)) return off;
  if (passed) return done(passed);
  const failed = facts.mailboxes.flatMap(({ probe }) => (probe?.diagnosis ? [probe] : []))[0];
  return failed ? failing(failed.at, failed.diagnosis) : unknown;
}

/** Nothing but a person knows whether there is a copy somewhere else. */
export function keys(facts: SetupFacts): Found & { readonly by: string | null } {
  const check = checkOf(facts, 'keys');
  return check ? { ...done(check.at), by: check.by } : { ...unknown, by: null };
}
