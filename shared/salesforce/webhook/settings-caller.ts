import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { Caller } from './caller.ts';
import { bearerIn, type CallProof } from './callers/index.ts';

type SettingsProof = Pick<CallProof, 'rawBody' | 'signature' | 'authorization'>;

/** The settings name no permissions, so that their secrets allow what they always did, and nothing more. */
const OF_SETTINGS: Caller = {
  id: null,
  name: 'SALESFORCE_WEBHOOK_SECRETS',
  permissions: ['status'],
};

/**
 * Verifies a caller that knows a secret of the settings: by the signature of the raw body (HMAC-SHA256 in hex), or by
 * the secret as a bearer token where there is no signature. Each secret is tried, so that one can be rotated.
 *
 * @throws AppError `webhook_not_configured`, `caller_unverified`
 */
export function verifySettingsCaller(proof: SettingsProof, secrets: readonly string[]): Caller {
  if (secrets.length === 0) throw new AppError('webhook_not_configured');
  const proven = proof.signature
    ? secrets.some((secret) => signatureFits(proof, secret))
    : secrets.some((secret) => same(bearerIn(proof.authorization), secret));
  if (!proven) throw new AppError('caller_unverified');
  return OF_SETTINGS;
}

function signatureFits({ rawBody, signature = '' }: SettingsProof, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest('hex');
  return same(signature.toLowerCase().replace(/^sha256=/, ''), expected);
}

/** Compares digests of equal length, so that the time taken reveals neither content nor length. */
function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
