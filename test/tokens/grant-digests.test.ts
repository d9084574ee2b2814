import { expect, test } from '@jest/globals';
import { doubleDigest, grantDigestsOf } from '../../shared/tokens/model/grant-digests.ts';

const TOKEN = '1//0eExampleOfARefreshTokenThatNobodyIssued';

test('recognizes a refresh token by its double hash, computed as Google computes it', () => {
  // printf %s "$token" | openssl dgst -sha512 -binary | openssl dgst -sha512 -binary | base64 -w0
  const expected =
    'FPHjef55IbolGgL+vTxPWPIHOpdeIsDOguIBRyCyAHhyoXq3M0Op8VPYjma3PNLHHDpZL7Aj+QOPDqLd/mUppQ==';
  expect(grantDigestsOf(TOKEN).token).toBe(expected);
});

test('recognizes it by the digest of its first sixteen characters, which are not stored', () => {
  const { prefix } = grantDigestsOf(TOKEN);
  expect(prefix).toBe(doubleDigest('1//0eExampleOfAR'));
  expect(prefix).toBe(grantDigestsOf('1//0eExampleOfAR-and-another-end').prefix);
  expect(prefix).not.toBe(grantDigestsOf('1//0eExampleOfBR').prefix);
});
