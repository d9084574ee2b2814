import { type CheckPorts, checkDelegation, type StepResult } from '../delegation-check/index.ts';
import { AppError } from '../errors.ts';
import { createGoogleTime } from '../google/index.ts';
import type { Incoming, Reply } from '../http/index.ts';
import { gmailOf } from '../runtime/gmail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Delegation, delegatedScopesOf, includesImap, isAddress } from '../tokens/index.ts';
import { idIn } from '../web/purpose.ts';
import { readAdminForm } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { delegationReply, requireDelegation } from './one-delegation.ts';

/** "Check": shows step by step whether the service account can act for a mailbox. Nothing is stored. */
export async function checkServiceAccount(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form } = await readAdminForm(incoming, runtime);
  const address = form.get('address')?.trim() ?? '';
  const delegation = await requireDelegation(idIn(incoming), runtime);
  if (!isAddress(address)) {
    const { view: error, status } = refusalOf(incoming, new AppError('address_malformed'));
    const refused = { action: 'check' as const, error };
    return delegationReply(incoming, runtime, { done: null, refused, status });
  }
  const { serviceAccount, profile } = delegation;
  const request = { serviceAccount, subject: address, scopes: delegatedScopesOf(profile) };
  const steps: StepResult[] = [];
  for await (const step of checkDelegation(portsFor(runtime, delegation), request)) {
    // A mailbox that is not used by IMAP may have it off.
    if (step.step !== 'imap' || includesImap(profile)) steps.push(step);
  }
  return delegationReply(incoming, runtime, {
    done: null,
    refused: null,
    check: { address, steps },
  });
}

function portsFor(runtime: Runtime, delegation: Delegation): CheckPorts {
  const { clock, google, serviceAccounts, tokens } = runtime;
  const gmail = gmailOf(runtime);
  return {
    readKey: delegation.keys.length === 0 ? null : () => firstKeyOf(runtime, delegation),
    serviceAccounts: {
      ...serviceAccounts,
      // As for any token of the delegation: where Google refuses one key, the next one signs.
      requestToken: ({ subject, scopes }) =>
        tokens.requestDelegatedToken(delegation, { subject, scopes }),
    },
    listLabels: gmail.listLabels,
    readImap: gmail.readImap,
    loginToImap: null,
    googleTime: createGoogleTime(google),
    clock,
  };
}

type CheckedKey = Awaited<ReturnType<NonNullable<CheckPorts['readKey']>>>;

/** The key that signs, as it is stored. */
async function firstKeyOf(
  { signingKeys }: Runtime,
  { keys: [key], serviceAccount, clientId }: Delegation,
): Promise<CheckedKey> {
  const stored = key && (await signingKeys.get(key.version));
  if (!key || !stored) throw new AppError('signing_key_lost');
  const { format, fingerprint, madeAt } = key;
  return { ...stored, format, fingerprint, madeAt, serviceAccount, clientId };
}
