import { fieldIn, jsonIn } from '../network/json.ts';

/** What an IMAP server said to a failed login. */
export type ImapLine = {
  /** Such as AUTHENTICATIONFAILED or ALERT (RFC 9051 §7.1); null: there is none. */
  readonly responseCode: string | null;
  readonly text: string;
  /** The decoded challenge of XOAUTH2 or OAUTHBEARER (RFC 7628 §3.2.2): `status`, `scope`; null: there is none. */
  readonly challenge: unknown;
};

/** JSON in base64 begins like this. */
const BASE64_OF_JSON = /(?<![\w+/])e[w-z][A-Za-z0-9+/]{14,}={0,2}/g;

/** A log has one challenge for each attempt, and the first says enough. */
const MOST_CHALLENGES = 5;

const CODE = /\[([A-Z][A-Z-]{2,39})[\] ]/;
/** As imapflow notes it. */
const CODE_IN_LOG = /serverResponseCode["']?\s*[:=]\s*["']([A-Z-]{3,40})/;

/**
 * Reads the lines of a server, with the challenge in base64 wherever it stands.
 *
 * @param value the JSON in the text, if there is one: a challenge that somebody has decoded already
 */
export function readImap(text: string, value: unknown): ImapLine {
  const encoded = text.matchAll(BASE64_OF_JSON).take(MOST_CHALLENGES);
  const challenges = [value, ...[...encoded].map(([each]) => decoded(each))];
  const challenge = challenges.find((each) => fieldIn(each, 'status') !== undefined) ?? null;
  const code = (CODE.exec(text) ?? CODE_IN_LOG.exec(text))?.[1] ?? null;
  return {
    responseCode: challenge === null ? hyphenless(code) : codeOfChallenge(challenge, code),
    text: text.replaceAll(BASE64_OF_JSON, ' ').trim(),
    challenge,
  };
}

/** To Gmail, 401 is a token that has expired, and 400 one that is not good for this. A challenge refuses a login, whatever follows. */
const codeOfChallenge = (challenge: unknown, code: string | null): string =>
  fieldIn(challenge, 'status') === '401' ? 'EXPIRED' : (hyphenless(code) ?? 'AUTHENTICATIONFAILED');

const hyphenless = (code: string | null): string | null => code?.replaceAll('-', '_') ?? null;

const decoded = (encoded: string): unknown =>
  jsonIn(Buffer.from(encoded, 'base64').toString('utf8'));
