import { z } from 'zod';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { issueAccessToken } from './access-token.ts';
import { changeAccount, changeKey } from './actions.ts';
import { delegate } from './delegation.ts';
import { seedServiceAccount, serviceAccountSeedSchema } from './seed.ts';

/** `GET /emulator/service-accounts`: the accounts, their keys and who may sign for them. */
export function listServiceAccounts({ serviceAccounts }: Google): Answer {
  const accounts = serviceAccounts.list().map((account) => ({
    ...account,
    keys: serviceAccounts.keys(account.email).map(({ keyId, disabled, privateKey, createdAt }) => ({
      keyId,
      disabled,
      managedByGoogle: privateKey !== null,
      createdAt: createdAt.toISOString(),
    })),
    tokenCreators: serviceAccounts.tokenCreators(account.email),
  }));
  return json(200, { serviceAccounts: accounts });
}

/** `POST /emulator/service-accounts`: creates one, or adds to it; answers a key's file only here. */
export async function createServiceAccount(google: Google, exchange: Exchange): Promise<Answer> {
  const seed = serviceAccountSeedSchema.safeParse(jsonBody(exchange)).data;
  if (!seed) return problem(400, 'Send the email of a service account');
  return refusing(async () => json(200, await seedServiceAccount(google, seed)));
}

/** `POST /emulator/service-accounts/{email}/{disable|enable|delete}` */
export function actOnServiceAccount(google: Google, exchange: Exchange): Answer {
  const [, , email = '', action = ''] = segmentsOf(exchange.path);
  return changeAccount(google, email, action)
    ? json(200, {})
    : problem(404, 'There is no such service account or action');
}

/** `POST /emulator/service-accounts/{email}/access-token`: a token of the account's own. */
export function giveAccessToken(google: Google, exchange: Exchange): Answer {
  const email = segmentsOf(exchange.path)[2] ?? '';
  return google.serviceAccounts.byEmail(email)
    ? json(200, { accessToken: issueAccessToken(google, { email }) })
    : problem(404, 'There is no such service account');
}

/** `POST /emulator/service-accounts/{email}/keys/{keyId}/{disable|enable|delete}` */
export function actOnKey(google: Google, exchange: Exchange): Answer {
  const [, , email = '', , keyId = '', action = ''] = segmentsOf(exchange.path);
  return changeKey(google, { email, keyId }, action)
    ? json(200, {})
    : problem(404, 'There is no such key or action');
}

/** `DELETE /emulator/service-accounts/{email}/token-creators/{caller}` */
export function removeTokenCreator({ serviceAccounts }: Google, exchange: Exchange): Answer {
  const [, , email = '', , caller = ''] = segmentsOf(exchange.path);
  serviceAccounts.removeTokenCreator({ email, caller });
  return json(200, {});
}

/** `GET /emulator/delegations`: every Workspace's rows. */
export function listDelegations({ delegations }: Google): Answer {
  return json(200, { delegations: delegations.list() });
}

const scopesSchema = z.strictObject({ scopes: z.array(z.string()) });

/** `PUT /emulator/delegations/{workspace}/{clientId}`: adds the row, or replaces its scopes. */
export function putDelegation(google: Google, exchange: Exchange): Promise<Answer> {
  const [, , workspace = '', clientId = ''] = segmentsOf(exchange.path);
  return refusing(() => {
    const body = scopesSchema.safeParse(jsonBody(exchange)).data;
    if (!body) throw new RangeError('Send the scopes as a list');
    delegate(google, { workspace, clientId, ...body });
    return json(200, {});
  });
}

/** `DELETE /emulator/delegations/{workspace}/{clientId}` */
export function removeDelegation({ delegations }: Google, exchange: Exchange): Answer {
  const [, , workspace = '', clientId = ''] = segmentsOf(exchange.path);
  return delegations.remove({ workspace, clientId })
    ? json(200, {})
    : problem(404, 'There is no such row');
}

/** Answers a RangeError as a refusal. */
async function refusing(work: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof RangeError) return problem(400, thrown.message);
    throw thrown;
  }
}

function problem(status: number, error: string): Answer {
  return json(status, { error });
}
