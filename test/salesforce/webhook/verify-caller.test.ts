import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRecordDocument } from '../../../shared/adapters/documents/record-documents.ts';
import { callersOf } from '../../../shared/runtime/callers.ts';
import type { Runtime } from '../../../shared/runtime/runtime.ts';
import {
  addCaller,
  changeCaller,
  PROOFS,
  removeCaller,
  retireSecrets,
  rotateSecret,
} from '../../../shared/salesforce/webhook/callers/index.ts';
import { CALLER_RECORD } from '../../../shared/salesforce/webhook/callers/stored-caller.ts';
import { verifyCaller } from '../../../shared/salesforce/webhook/verify-caller.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import {
  ADMIN,
  addTestCaller,
  headersOf,
  openRuntime,
  proofOf,
  SETUP,
  type StoppedClock,
} from './callers-of-test.ts';

const root = temporaryDirectory();
const BODY = '{"mailbox":"support@example.com"}';
const MINUTE_MS = 60_000;
let opened = 0;
let runtime: Runtime;
let clock: StoppedClock;

beforeEach(async () => {
  ({ runtime, clock } = await openRuntime(`${root}/${opened++}`));
});
afterEach(() => runtime.close());

type Headers = Readonly<Record<string, string | undefined>>;
const verify = (headers: Headers, body: Buffer | string = BODY) =>
  verifyCaller(runtime, proofOf(headers, body));
const refusal = (code: string) => expect.objectContaining({ code });
const unverified = refusal('caller_unverified');

describe.each(PROOFS)('a caller that proves itself by %s', (proof) => {
  test('is verified, whatever the body holds', async () => {
    const made = await addTestCaller(runtime, proof, ['status']);
    const { id, name } = made.caller;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (body) => {
        const { caller } = await verify(headersOf(made, { body, at: clock.now() }), body);
        expect(caller).toMatchObject({ id, name, permissions: ['status'] });
      }),
      { numRuns: 30 },
    );
  });

  test('is refused with any header changed, cut off or left out', async () => {
    const made = await addTestCaller(runtime, proof);
    const headers: Headers = headersOf(made, { body: BODY, at: clock.now() });
    for (const [name, value = ''] of Object.entries(headers)) {
      const last = value.endsWith('0') ? '1' : '0';
      for (const wrong of [
        undefined,
        '',
        value.slice(0, -2),
        `${value.slice(0, -2)}${last}${last}`,
      ]) {
        // Without a name it is looked for among the settings, of which there are none.
        const code = /^(caller_unverified|webhook_not_configured)$/;
        await expect(verify({ ...headers, [name]: wrong })).rejects.toThrow(code);
      }
    }
  });

  test('is refused with the proof of another caller', async () => {
    const made = await addTestCaller(runtime, proof);
    const other = await addTestCaller(runtime, proof);
    const foreign = { caller: made.caller, secret: other.secret };
    const headers = headersOf(foreign, { body: BODY, at: clock.now() });
    const named = { ...headers, 'x-connector-caller': made.caller.id };
    await expect(verify(named)).rejects.toEqual(unverified);
  });

  test('has two live secrets after a rotation, and one when the earlier is retired', async () => {
    const first = await addTestCaller(runtime, proof);
    const { id } = first.caller;
    const { ports, known } = callersOf(runtime);
    const sent = { body: BODY, at: clock.now() };
    await verify(headersOf(first, sent));
    const second = await rotateSecret(ports, id, ADMIN);
    known.forget(id);
    await verify(headersOf(first, sent));
    await verify(headersOf(second, sent));
    const third = await rotateSecret(ports, id, ADMIN);
    known.forget(id);
    await expect(verify(headersOf(first, sent))).rejects.toEqual(unverified);
    await verify(headersOf(second, sent));
    await retireSecrets(ports, id, ADMIN);
    known.forget(id);
    await expect(verify(headersOf(second, sent))).rejects.toEqual(unverified);
    await verify(headersOf(third, sent));
    expect(await runtime.callerSecrets.versions(id)).toHaveLength(1);
  });

  test('is refused once it is removed, and no secret of it is left', async () => {
    const made = await addTestCaller(runtime, proof);
    const { ports, known } = callersOf(runtime);
    await removeCaller(ports, made.caller.id, ADMIN);
    known.forget(made.caller.id);
    const headers = headersOf(made, { body: BODY, at: clock.now() });
    await expect(verify(headers)).rejects.toEqual(unverified);
    expect(await runtime.callerSecrets.versions(made.caller.id)).toEqual([]);
  });
});

test('no headers that somebody makes up verify a call', async () => {
  const callers = await Promise.all(PROOFS.map((proof) => addTestCaller(runtime, proof)));
  const ids = callers.map(({ caller }) => caller.id);
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...'0123456789abcdef').map((digit) => digit.repeat(64)),
    fc.constantFrom(...ids, ...ids.map((id) => `Bearer ${id}.x`), 'v1,', 'v1,AAAA v1,', '1'),
  );
  const header = fc.option(text, { nil: undefined });
  const names = ['x-connector-caller', 'x-connector-signature', 'authorization'];
  const webhook = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const made = fc.record(Object.fromEntries([...names, ...webhook].map((name) => [name, header])));
  await fc.assert(
    fc.asyncProperty(made, fc.string(), async (headers, body) => {
      const code = /^(caller_unverified|webhook_not_configured)$/;
      await expect(verify(headers, body)).rejects.toThrow(code);
    }),
    { numRuns: 200 },
  );
});

describe('a signed body', () => {
  test.each(['signature', 'timestamped'] as const)(
    'of %s is refused when one byte of it changed',
    async (proof) => {
      const made = await addTestCaller(runtime, proof);
      const headers = headersOf(made, { body: BODY, at: clock.now() });
      for (let at = 0; at < BODY.length; at += 1) {
        const changed = Buffer.from(BODY);
        changed[at] = (changed[at] ?? 0) ^ 1;
        await expect(verify(headers, changed)).rejects.toEqual(unverified);
      }
    },
  );

  test('may be signed in hex of either case, base64 or base64url, with sha256= in front', async () => {
    const made = await addTestCaller(runtime, 'signature');
    const headers = headersOf(made, { body: BODY });
    const hex = headers['x-connector-signature'] ?? '';
    const bytes = Buffer.from(hex, 'hex');
    const forms = [hex.toUpperCase(), bytes.toString('base64'), bytes.toString('base64url')];
    for (const form of [...forms, `sha256=${hex}`]) {
      await verify({ ...headers, 'x-connector-signature': form });
    }
  });

  test('counts by its bytes: invalid UTF-8 is not taken for other invalid UTF-8', async () => {
    const made = await addTestCaller(runtime, 'timestamped');
    const headers = headersOf(made, { body: '\ufffd', at: clock.now() });
    await expect(verify(headers, Buffer.from([0xff]))).rejects.toEqual(unverified);
  });

  test('of one proof does not prove a caller of another', async () => {
    const signing = await addTestCaller(runtime, 'signature');
    const headers = { authorization: `Bearer ${signing.caller.id}.${signing.secret}` };
    await expect(verify(headers)).rejects.toEqual(unverified);
    await expect(
      verify({
        'x-connector-caller': signing.caller.id,
        authorization: `Bearer ${signing.secret}`,
      }),
    ).rejects.toEqual(unverified);
  });
});

describe('a time stamp', () => {
  test.each([-6, 6])('that is %i minutes off is refused as expired', async (minutes) => {
    const made = await addTestCaller(runtime, 'timestamped');
    const at = new Date(clock.now().getTime() + minutes * MINUTE_MS);
    const asked = verify(headersOf(made, { body: BODY, at }));
    await expect(asked).rejects.toEqual(refusal('call_expired'));
  });

  test.each([-4, 4])('that is %i minutes off is accepted', async (minutes) => {
    const made = await addTestCaller(runtime, 'timestamped');
    const at = new Date(clock.now().getTime() + minutes * MINUTE_MS);
    const { signedEventId } = await verify(headersOf(made, { body: BODY, at, id: 'event-7' }));
    expect(signedEventId).toBe('event-7');
  });
});

describe('what is remembered', () => {
  test('a known caller is verified without a read of the store or the vault', async () => {
    const made = await addTestCaller(runtime, 'signature');
    const headers = headersOf(made, { body: BODY });
    await verify(headers);
    await runtime.close();
    await verify(headers);
    const reopened = await openRuntime(`${root}/${opened++}`);
    ({ runtime, clock } = reopened);
  });

  test('ids that somebody makes up push no caller out', async () => {
    const made = await addTestCaller(runtime, 'signature');
    const headers = headersOf(made, { body: BODY });
    await verify(headers);
    for (let at = 0; at < 1100; at += 1) {
      const id = at.toString(16).padStart(12, '0');
      await expect(verify({ ...headers, 'x-connector-caller': id })).rejects.toEqual(unverified);
    }
    await runtime.close();
    await verify(headers);
    ({ runtime, clock } = await openRuntime(`${root}/${opened++}`));
  });

  test('a secret that another instance made counts at once, and one that it ended within a minute', async () => {
    const directory = `${root}/${opened++}`;
    await runtime.close();
    ({ runtime, clock } = await openRuntime(directory));
    const other = await openRuntime(directory);
    const first = await addTestCaller(other.runtime, 'signature');
    const { ports } = callersOf(other.runtime);
    await verify(headersOf(first, { body: BODY }));
    clock.advance(6000);
    const second = await rotateSecret(ports, first.caller.id, ADMIN);
    await verify(headersOf(second, { body: BODY }));
    await retireSecrets(ports, first.caller.id, ADMIN);
    clock.advance(MINUTE_MS);
    await expect(verify(headersOf(first, { body: BODY }))).rejects.toEqual(unverified);
    await other.runtime.close();
  });

  test('a change of the permissions counts within a minute', async () => {
    const made = await addTestCaller(runtime, 'key', ['status']);
    const headers = headersOf(made, { body: BODY });
    await verify(headers);
    const { ports } = callersOf(runtime);
    const permissions = ['probe', 'status'] as const;
    const change = { name: 'Flow', permissions, outbound: null, by: ADMIN };
    await changeCaller(ports, made.caller.id, change);
    clock.advance(MINUTE_MS);
    expect((await verify(headers)).caller.permissions).toEqual(['status', 'probe']);
  });
});

test('a caller that loops is held back, recovers, and holds nobody else back', async () => {
  const looping = headersOf(await addTestCaller(runtime, 'key'), { body: BODY });
  const other = headersOf(await addTestCaller(runtime, 'key'), { body: BODY });
  for (let sent = 0; sent < 500; sent += 1) await verify(looping);
  await expect(verify(looping)).rejects.toEqual(refusal('calls_too_many'));
  await verify(other);
  clock.advance(1000);
  await verify(looping);
});

test('the key of an address is no bearer key, and a bearer key none of an address', async () => {
  const outbound = await addTestCaller(runtime, 'outbound');
  const asBearer = { authorization: `Bearer ${outbound.secret}` };
  await expect(verify(asBearer)).rejects.toEqual(unverified);
  const key = await addTestCaller(runtime, 'key');
  await expect(verify({ ':key': key.secret })).rejects.toEqual(unverified);
});

describe('the settings', () => {
  const SECRET = 'a-webhook-secret-of-at-least-32-characters';
  beforeEach(async () => {
    await runtime.close();
    const settings = { SALESFORCE_WEBHOOK_SECRETS: SECRET };
    ({ runtime, clock } = await openRuntime(`${root}/${opened++}`, settings));
  });

  test('still verify with the permission to ask for the status, and no other', async () => {
    const { caller } = await verify({ authorization: `Bearer ${SECRET}` });
    expect(caller).toMatchObject({ id: null, permissions: ['status'] });
  });

  test('do not verify an Outbound Message', async () => {
    await expect(verify({ ':key': SECRET })).rejects.toEqual(unverified);
  });

  test('do not verify a call that names a caller', async () => {
    const headers = { 'x-connector-caller': '0123456789ab', authorization: `Bearer ${SECRET}` };
    await expect(verify(headers)).rejects.toEqual(unverified);
  });
});

test('without settings and without a caller’s name, nothing is configured', async () => {
  await expect(verify({})).rejects.toEqual(refusal('webhook_not_configured'));
});

describe('callers', () => {
  test.each(['', '   ', 'x'.repeat(81), 'a\nb'])('are not named %j', async (name) => {
    const { ports } = callersOf(runtime);
    const given = { name, proof: 'key', permissions: [], outbound: null } as const;
    await expect(addCaller(ports, given, ADMIN)).rejects.toEqual(refusal('caller_name_invalid'));
  });

  test('of Outbound Messages have a setup, and no others have', async () => {
    const { ports } = callersOf(runtime);
    const given = { name: 'x', permissions: [] } as const;
    const refused = refusal('outbound_setup_invalid');
    const without = addCaller(ports, { ...given, proof: 'outbound', outbound: null }, ADMIN);
    await expect(without).rejects.toEqual(refused);
    const other = addCaller(ports, { ...given, proof: 'key', outbound: SETUP }, ADMIN);
    await expect(other).rejects.toEqual(refused);
  });

  test('that were stored before there were Outbound Messages are read', async () => {
    const { outbound: _, ...stored } = (await addTestCaller(runtime, 'key')).caller;
    expect(readRecordDocument(CALLER_RECORD, JSON.stringify(stored)).outbound).toBeNull();
  });

  test('that are unknown are not changed', async () => {
    const { ports } = callersOf(runtime);
    const id = '0123456789ab';
    await expect(rotateSecret(ports, id, ADMIN)).rejects.toEqual(refusal('caller_unknown'));
    await expect(removeCaller(ports, id, ADMIN)).rejects.toEqual(refusal('caller_unknown'));
  });

  test('leave an audit event of every change, which names the permissions', async () => {
    const { ports } = callersOf(runtime);
    const { id } = (await addTestCaller(runtime, 'key', ['status'])).caller;
    clock.advance(1);
    await rotateSecret(ports, id, ADMIN);
    clock.advance(1);
    await retireSecrets(ports, id, ADMIN);
    const permissions = ['status', 'token'] as const;
    const change = { name: 'by key', permissions, outbound: null, by: ADMIN };
    clock.advance(1);
    await changeCaller(ports, id, change);
    clock.advance(1);
    await removeCaller(ports, id, ADMIN);
    const events = await runtime.store.listEvents({ connectionId: null, limit: 10 });
    expect(events.map(({ kind, address, by }) => [kind, address, by]).toReversed()).toEqual(
      [
        'caller_added',
        'caller_secret_added',
        'caller_secret_removed',
        'caller_changed',
        'caller_removed',
      ].map((kind) => [kind, 'by key', ADMIN]),
    );
    const changed = events.find(({ kind }) => kind === 'caller_changed')?.change;
    expect(changed).toEqual({ of: 'permissions', from: 'status', to: 'status, token' });
  });
});
