import { z } from 'zod';
import { numberedAddresses, numberedFields } from '../directory/numbered.ts';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import { seedAccounts } from './seed-accounts.ts';

const grant = { clientId: z.string().optional(), scopes: z.array(z.string()).optional() };
const requestSchema = z.union([
  z.strictObject({ ...grant, addresses: z.array(z.string()).min(1) }),
  z.strictObject({
    ...grant,
    ...numberedFields,
  }),
]);

/** `POST /emulator/accounts`: creates accounts that have already consented, each with a refresh token. */
export function seed(google: Google, exchange: Exchange): Answer {
  const request = requestSchema.safeParse(jsonBody(exchange)).data;
  if (!request) return json(400, { error: 'Send addresses, or a pattern with {n} and a count' });
  const { clientId, scopes } = request;
  const addresses = 'addresses' in request ? request.addresses : numberedAddresses(request);
  try {
    return json(200, { accounts: seedAccounts(google, { addresses, clientId, scopes }) });
  } catch (thrown) {
    if (thrown instanceof RangeError) return json(400, { error: thrown.message });
    throw thrown;
  }
}
