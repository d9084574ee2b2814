import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { parseConfig } from '../../../shared/config/index.ts';
import { callersOf } from '../../../shared/runtime/callers.ts';
import { composeRuntime, type Runtime } from '../../../shared/runtime/runtime.ts';
import {
  addCaller,
  type CallerWithSecret,
  type CallProof,
  type OutboundSetup,
  type Proof,
} from '../../../shared/salesforce/webhook/callers/index.ts';
import { PERMISSIONS, type Permission } from '../../../shared/salesforce/webhook/permission.ts';
import type { Clock } from '../../../shared/tokens/index.ts';

export const ADMIN = 'admin@example.com';

/** A clock that stands still until a test moves it; who sleeps moves it too. */
export type StoppedClock = Clock & { advance(milliseconds: number): void };

export function createStoppedClock(): StoppedClock {
  let now = Date.now();
  const advance = (milliseconds: number): void => {
    now += milliseconds;
  };
  return {
    now: () => new Date(now),
    advance,
    sleep: async (milliseconds) => {
      advance(milliseconds);
      await setImmediate();
    },
  };
}

/** The product over a directory, with a clock that the test moves. */
export async function openRuntime(
  directory: string,
  settings: Readonly<Record<string, string>> = {},
  clock: StoppedClock = createStoppedClock(),
) {
  const environment = { DATA_DIR: directory, LOG_LEVEL: 'error', ...settings };
  const adaptPorts = <Ports extends object>(ports: Ports) => ({ ...ports, clock });
  const runtime = await composeRuntime(parseConfig(environment), { adaptPorts });
  return { runtime, clock };
}

export const addTestCaller = (
  runtime: Runtime,
  proof: Proof,
  permissions: readonly Permission[] = PERMISSIONS,
): Promise<CallerWithSecret> =>
  addCaller(
    callersOf(runtime).ports,
    { name: `by ${proof}`, proof, permissions, outbound: proof === 'outbound' ? SETUP : null },
    ADMIN,
  );

/** Has a mailbox checked, which is named by a field. */
export const SETUP: OutboundSetup = {
  organizationId: '00DHs0000000001',
  operation: 'checkConnection',
  mapping: [{ property: 'mailbox', field: 'Mailbox__c' }],
};

/** What a caller is able to send. */
export type Sent = { readonly body: Buffer | string; readonly at?: Date; readonly id?: string };

/** Stands for the key in an address: it is no header. */
const PATH_KEY = ':key';

/** The headers with which a caller proves a body. */
export function headersOf(
  { caller: { id: callerId, proof }, secret }: CallerWithSecret,
  { body, at = new Date(), id = 'event-1' }: Sent,
): Record<string, string> {
  const named = { 'x-connector-caller': callerId };
  if (proof === 'key') return { authorization: `Bearer ${secret}` };
  if (proof === 'outbound') return { [PATH_KEY]: secret };
  if (proof === 'signature') {
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return { ...named, 'x-connector-signature': signature };
  }
  return {
    ...named,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body.toString()),
  };
}

/** The same headers as a function reads them. */
export function proofOf(
  headers: Readonly<Record<string, string | undefined>>,
  body: Buffer | string,
): CallProof {
  return {
    rawBody: Buffer.from(body),
    callerId: headers['x-connector-caller'],
    signature: headers['x-connector-signature'],
    authorization: headers['authorization'],
    pathKey: headers[PATH_KEY],
    webhook: {
      id: headers['webhook-id'],
      timestamp: headers['webhook-timestamp'],
      signature: headers['webhook-signature'],
    },
  };
}
