import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { both, type Wording } from '../diagnosis/entry.ts';
import { AppError } from '../errors.ts';
import { type Finding, failed, failedBy, notApplicable, passed } from './finding.ts';
import type { CheckedKey } from './ports.ts';
import { askForToken, type Run, serviceAccountOf } from './run.ts';

/** Reads the key, and finds out whose it is. */
export async function checkKey(run: Run): Promise<Finding> {
  const { readKey } = run.ports;
  if (readKey === null) {
    return notApplicable(
      both('There is no key: Google signs.', '鍵は使いません(Google が署名します)。'),
    );
  }
  const key = await readKey();
  const { format, keyId, clientId, fingerprint } = key;
  const serviceAccount = serviceAccountOf({ request: run.request, key });
  const madeAt = key.madeAt?.toISOString() ?? null;
  const facts = { format, keyId, serviceAccount, clientId, fingerprint, madeAt };
  if (serviceAccount === '') return failed('issuer_wrong', facts);
  if (key.serviceAccount !== null && key.serviceAccount !== serviceAccount) {
    return failed('key_of_another_account', facts, ofAnother(key.serviceAccount, serviceAccount));
  }
  run.key = key;
  return passed(facts, described(facts));
}

const ofAnother = (found: string, asked: string): Wording =>
  both(
    `The key is that of ${found}, not of ${asked}.`,
    `鍵は ${asked} ではなく ${found} のものです。`,
  );

type Described = Pick<CheckedKey, 'format' | 'keyId' | 'clientId'> & { serviceAccount: string };

function described({ format, keyId, clientId, serviceAccount }: Described): Wording {
  const kind = format.toUpperCase();
  return both(
    `${[`${kind}${keyId ? `, key ID ${keyId}` : ''}`, serviceAccount, clientId && `client ID ${clientId}`].filter(Boolean).join(', ')}.`,
    `${[`${kind} 形式`, keyId && `鍵の ID ${keyId}`, serviceAccount, clientId && `クライアント ID ${clientId}`].filter(Boolean).join('、')}`,
  );
}

/** Signs a text and verifies the signature. Without a key, Google signs the first request for a token. */
export async function checkSignature(run: Run): Promise<Finding> {
  if (run.key) {
    const isSound = signsSoundly(run.key.privateKey);
    return isSound ? passed({}) : failed('service_account_key_invalid', {});
  }
  const facts = { serviceAccount: serviceAccountOf(run) };
  const note = both(
    `Google signs for ${facts.serviceAccount}.`,
    `Google が ${facts.serviceAccount} として署名します。`,
  );
  try {
    await askForToken(run, run.request.scopes);
  } catch (thrown) {
    if (!isRefusedAssertion(thrown)) return failedBy(thrown);
  }
  return passed(facts, note);
}

/** What Google's token endpoint refuses was signed; the next step finds the refusal. */
const isRefusedAssertion = (thrown: unknown): boolean =>
  thrown instanceof AppError && ['grant_refused', 'client_refused'].includes(thrown.code);

/** RS256, the only algorithm that Google accepts for assertions. */
function signsSoundly(privateKey: string): boolean {
  const text = Buffer.from('delegation check');
  try {
    const key = createPrivateKey(privateKey);
    const signature = sign('RSA-SHA256', text, key);
    const isRsa = key.asymmetricKeyType === 'rsa';
    return isRsa && verify('RSA-SHA256', text, createPublicKey(key), signature);
  } catch {
    return false;
  }
}

/** Google accepts assertions from clocks that are some minutes off; the check is stricter, to warn in time. */
const TOLERANCE_SECONDS = 60;

/** Compares the clocks. A `Date` is cut to the second, so that it is half a second late on average. */
export async function checkClock({ ports }: Run): Promise<Finding> {
  const before = ports.clock.now().getTime();
  const google = await ports.googleTime().catch((thrown: unknown) => {
    if (thrown instanceof AppError) return null;
    throw thrown;
  });
  if (google === null) {
    // Why Google cannot be reached is said once, by the first step that needs it.
    return notApplicable(
      both('Not checked: Google told no time.', 'Google の時刻を取得できず、確認していません。'),
    );
  }
  const ours = (before + ports.clock.now().getTime()) / 2;
  const skewSeconds = Math.round((ours - google.getTime() - 500) / 1000);
  const facts = { skewSeconds };
  return Math.abs(skewSeconds) > TOLERANCE_SECONDS
    ? failed('clock_wrong', facts, skewOf(skewSeconds))
    : passed(facts);
}

function skewOf(seconds: number): Wording {
  const distance = Math.abs(seconds);
  return seconds > 0
    ? both(
        `This machine’s clock is ${distance} seconds ahead of Google’s.`,
        `このマシンの時刻は Google より ${distance} 秒進んでいます。`,
      )
    : both(
        `This machine’s clock is ${distance} seconds behind Google’s.`,
        `このマシンの時刻は Google より ${distance} 秒遅れています。`,
      );
}
