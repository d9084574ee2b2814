import { RefusedInput } from '../../refused-input.ts';
import type { Org } from '../org.ts';
import { credentialHeaders, type NamedCredential } from './named-credential.ts';

/** What a callout was answered; null: the connector did not answer in time, or not in JSON. */
export type Called = { readonly status: number; readonly body: Record<string, unknown> } | null;

/** The most that Salesforce waits (Apex Developer Guide, "Callout Limits"). */
const TIMEOUT_MS = 120_000;

/**
 * Calls an operation of the connector as an action of Flow does, or Apex: a POST with JSON through the Named Credential.
 *
 * @throws RefusedInput when there is no Named Credential
 */
export async function callConnector(
  org: Org,
  operation: string,
  question: object,
): Promise<Called> {
  const credential = await credentialOf(org);
  const body = JSON.stringify(question);
  try {
    const answer = await fetch(`${credential.url}/v1/${operation}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        ...credentialHeaders(credential, body, org.now()),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  } catch {
    return null;
  }
}

/** The Named Credential that was entered; without one, the connector beside the org makes it at the first call. */
async function credentialOf({ settings, makeCredential }: Org): Promise<NamedCredential> {
  const entered = settings.credential();
  if (entered) return entered;
  const made = await makeCredential?.();
  if (!made) {
    throw new RefusedInput(
      'This org has no Named Credential',
      'この組織には指定ログイン情報がありません',
    );
  }
  settings.useCredential(made);
  return made;
}
