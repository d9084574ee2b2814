import { describe, expect, test } from '@jest/globals';
import { tokenRefusal } from '../../shared/google/refusals.ts';
import { answerIn, gmailReport, oauthReport, withoutSecrets } from '../../shared/google/report.ts';
import { TOKEN_ANSWERS } from './token-answers.ts';

describe('a refusal of the token endpoint', () => {
  test.each(TOKEN_ANSWERS)('$status $error at $leg → $code', ({ status, error, leg, code }) => {
    const refused = leg === 'refresh' ? 'grant_refused' : 'code_refused';
    expect(
      tokenRefusal({ status, body: error === null ? '<html>' : { error } }, refused).code,
    ).toBe(code);
  });
});

describe('a report keeps Google’s words and none of our secrets', () => {
  test.each([
    ['Token has been expired or revoked.', 'Token has been expired or revoked.'],
    ['bad token 1//0eXAMPLExxxxxxxxxxxxxxxxxx here', 'bad token … here'],
    ['ya29.a0AfB_byC1234567890-abcdefghij', '…'],
    ['code=4/0AeanS0abcdefghijklmnop', '…'],
    ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '…'],
  ])('%s', (text, kept) => {
    expect(withoutSecrets(text)).toBe(kept);
  });

  test('accepts only a short word as an error code', () => {
    const body = { error: '1//0eXAMPLE token', error_subtype: '<b>', error_description: 7 };
    expect(oauthReport('token', { status: 400, body })).toEqual({
      service: 'google',
      endpoint: 'token',
      status: 400,
      error: null,
      subtype: null,
      description: null,
    });
  });

  test('reads a Gmail error with its reason and detail', () => {
    const body = {
      error: {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        errors: [{ reason: 'insufficientPermissions' }],
        details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
      },
    };
    expect(gmailReport({ status: 403, body })).toMatchObject({
      error: 'insufficientPermissions',
      subtype: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
    });
  });

  test.each([
    null,
    undefined,
    7,
    'text',
    new Error('x'),
    { response: null },
    { response: { status: 'x' } },
  ])('makes a report of whatever was thrown (%p)', (thrown) => {
    expect(answerIn(thrown)).toEqual({ status: null, body: undefined });
  });
});
