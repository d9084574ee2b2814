import { describe, expect, test } from '@jest/globals';
import { CATALOGUE } from '../../../shared/diagnosis/catalogue/index.ts';
import { CAUSES_BY_CODE } from '../../../shared/diagnosis/causes-by-code.ts';
import { diagnoseFleet } from '../../../shared/diagnosis/diagnose-stored.ts';
import { type Cause, diagnose } from '../../../shared/diagnosis/index.ts';
import { RULES } from '../../../shared/diagnosis/rules.ts';
import { SCREEN_WORDS } from '../../../shared/diagnosis/screen-words.ts';
import { whyItEnded } from '../../../shared/diagnosis/why-it-ended.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { explain } from '../../../shared/explain/index.ts';
import { OAUTH_CLIENT } from '../../../shared/tokens/index.ts';
import { CONSENT } from './consent.ts';
import { GOOGLE } from './google.ts';
import type { Proof, Proofs } from './inputs.ts';
import { ORG } from './org.ts';
import { REPORTS } from './reports.ts';

const PROOFS: Proofs = { ...CONSENT, ...GOOGLE, ...ORG, ...REPORTS };
const PROVED = Object.entries(PROOFS) as [Cause, Proof][];
const CAUSES = Object.keys(CATALOGUE) as Cause[];

test.each(PROVED)('%s is said of its own words, in both languages', (cause, [real]) => {
  expect(explain(real).code).toBe(cause);
  expect(explain({ ...real, lang: 'ja' }).code).toBe(cause);
});

test.each(PROVED)('%s is not said of what nearly looks like it', (cause, [, nearMiss]) => {
  expect(explain(nearMiss).code).not.toBe(cause);
});

/** Screens are looked up, and the best matches follow each other by their words alone. */
const ANSWERED = PROVED.filter(([, [real]]) => real.where !== 'consent_screen');

test.each(ANSWERED)('what else %s may be has a sign by which to tell it', (_, [real]) => {
  for (const lang of ['en', 'ja']) {
    const { alternatives } = explain({ ...real, lang });
    expect(alternatives.filter(({ sign }) => sign === '')).toEqual([]);
  }
});

/** Causes that only one of the two ways to reach a mailbox can have. */
const OF_DELEGATION = /^(?:delegation|service_account|signing|issuer)_/;
const OF_CONSENT =
  /^(?:grant|client|redirect_uri|code|pkce|session_control|consent|gmail_permission|testing|permission)/;

test.each(ANSWERED)('%s is offered beside no cause of the other method', (_, [real]) => {
  const { code, alternatives } = explain(real);
  const all = [code, ...alternatives.map((each) => each.code)];
  const isDelegated = all.some((each) => OF_DELEGATION.test(each));
  expect(all.filter((each) => isDelegated && OF_CONSENT.test(each))).toEqual([]);
});

/** Causes that no answer names, and what the product infers them from. */
const INFERRED: Partial<Readonly<Record<Cause, Cause>>> = {
  grant_evicted: whyItEnded({ grantsMinted: 100 }),
  access_time_limited: whyItEnded({ endsAt: new Date(0), failedAt: new Date(0) }),
  fleet_refused: diagnoseFleet({ code: 'grant_refused', upstream: null }, OAUTH_CLIENT).cause,
  // Said by the status of the connection: test/diagnosis/diagnose-stored.test.ts.
  refusal_in_doubt: 'refusal_in_doubt',
  // Said of the proof of who signed in, which nobody can bring.
  identity_unverified: diagnose({ code: 'identity_unverified', upstream: null }).cause,
};

describe.each(CAUSES.filter((cause) => PROOFS[cause] === undefined))(
  '%s without a proof',
  (cause) => {
    test('is one that only the product itself knows of', () => {
      const codes = (Object.keys(CAUSES_BY_CODE) as ErrorCode[]).filter(
        (code) => diagnose({ code, upstream: null }).cause === cause,
      );
      expect([...codes, INFERRED[cause]].filter(Boolean)).not.toEqual([]);
      const isOfAnswers = RULES.some((rule) => rule.cause === cause) || cause in SCREEN_WORDS;
      expect(isOfAnswers).toBe(cause === 'identity_unverified');
    });
  },
);
