import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { errorFields } from '../../shared/log.ts';

test('the log names the service that failed and its codes, and repeats none of its words', () => {
  const upstream = {
    service: 'gmail',
    endpoint: 'gmail',
    status: 429,
    error: 'rateLimitExceeded',
    subtype: null,
    description: 'Quota exceeded for support@example.com',
  } as const;
  const { description: _, ...codes } = upstream;
  expect(errorFields(new AppError('google_unavailable', { upstream }))).toEqual({
    code: 'google_unavailable',
    upstream: codes,
  });
});

test('of an error without a service the log names its code alone', () => {
  expect(errorFields(new AppError('body_malformed'))).toEqual({ code: 'body_malformed' });
});
