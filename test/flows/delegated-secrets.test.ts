import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { AppError } from '../../shared/errors.ts';
import { readKey } from '../../shared/google/index.ts';
import { messageOf } from '../../shared/notifications/message.ts';
import { probeMailbox } from '../../shared/probe/index.ts';
import { gmailOf } from '../../shared/runtime/gmail.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import {
  ALL_SHARDS,
  isNotified,
  type NewKey,
  type Ports,
  SCOPE_PROFILES,
} from '../../shared/tokens/index.ts';
import { EMAIL, SUPPORT, startGoogle } from '../google/emulated-google.ts';
import { emulator } from '../support/emulator.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const ADMIN = 'admin@example.com';
const SERVICE_ACCOUNT = 'connector@project-1.iam.gserviceaccount.com';
const FAULTS = [
  'key_disabled',
  'delegation_removed',
  'delegation_incomplete',
  'account_disabled',
  'account_deleted',
  'invalid_grant',
  'token_rate_limited',
  'skewed_clock',
  'server_error',
  'html_error',
  'dropped',
  'unrecognised',
  'gmail_disabled',
  'unauthorized',
];
const directory = temporaryDirectory();

/** All that the product said, and all that it must not say. */
type Witness = { readonly said: string[]; readonly secrets: Set<string> };

/** A key in pieces of its Base64, because a report may cut a long text. */
const piecesOf = (pem: string): readonly string[] =>
  pem.split('\n').filter((line) => line.length > 30 && !line.startsWith('-'));

async function openProduct(baseUrl: string, { said, secrets }: Witness): Promise<Runtime> {
  const config = parseConfig({
    DATA_DIR: directory,
    GOOGLE_EMULATOR_URL: baseUrl,
    LOG_LEVEL: 'debug',
  });
  return composeRuntime(config, {
    logStream: { write: (line: string) => void said.push(line) },
    adaptPorts: (ports) => noting(ports, secrets),
  });
}

/** Notes every delegated token that Google issues. */
const noting = (ports: Ports, secrets: Set<string>): Ports => ({
  ...ports,
  serviceAccounts: {
    ...ports.serviceAccounts,
    requestToken: async (request) => {
      const answer = await ports.serviceAccounts.requestToken(request);
      secrets.add(answer.accessToken);
      return answer;
    },
  },
});

/** Notes an error with all that hangs on it, as a careless caller would log it. */
const told =
  ({ said }: Witness) =>
  (thrown: unknown): null => {
    said.push(inspect(thrown, { depth: 9, showHidden: true, maxStringLength: null }));
    if (thrown instanceof AppError) said.push(JSON.stringify([thrown.detail, thrown.upstream]));
    return null;
  };

const otherKey = async (): Promise<NewKey> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return readKey({ format: 'pem', text });
};

test('no signing key, assertion or delegated token reaches a log line, an error, an event or the store', async () => {
  const witness: Witness = { said: [], secrets: new Set() };
  const { baseUrl } = await startGoogle();
  const google = emulator(baseUrl);
  const delegation = { 'example.com': ['openid', EMAIL, ...SCOPE_PROFILES.probe] };
  const keyFile = await google.delegate(delegation);
  const key = await readKey({ format: 'json', text: JSON.stringify(keyFile) });
  const unknownKey = await otherKey();
  for (const { privateKey } of [key, unknownKey]) {
    for (const piece of piecesOf(privateKey)) witness.secrets.add(piece);
  }
  expect(witness.secrets.size).toBeGreaterThan(40);

  const runtime = await openProduct(baseUrl, witness);
  const { tokens, store } = runtime;
  const about = { serviceAccount: SERVICE_ACCOUNT, clientId: keyFile.client_id };
  const requested = { ...about, domains: ['example.com'], profile: 'probe' as const, key };
  const { id: delegationId } = await tokens.addDelegation(requested, ADMIN);
  const delegating = { delegationId, address: SUPPORT, by: ADMIN };
  const { connection } = await tokens.connectByDelegation(delegating);
  const ports = { ...runtime, gmail: gmailOf(runtime) };
  const note = told(witness);

  for (const fault of FAULTS) {
    await google.heal();
    await google.provoke('short_lived', '*', { seconds: 1 });
    await google.provoke('echo_secrets', '*');
    await google.provoke(fault, '*');
    await tokens.refreshOne(connection.id, ADMIN).then((outcome) => note(failureIn(outcome)), note);
    await tokens.accessTokenFor(connection.id, { minimumSeconds: 3000 }).then(() => null, note);
    await tokens.connectByDelegation(delegating).then(() => null, note);
    await tokens.addKey(delegationId, { key: unknownKey, by: ADMIN }).then(() => null, note);
    await probeMailbox(ports, connection.id, { trigger: 'person' }).then(note, note);
    const until = new Date(Date.now() + 10_000);
    const run = { shards: ALL_SHARDS, limit: 9, concurrency: 1, until };
    await tokens.refreshDue(run, (outcome) => void witness.said.push(inspect(failureIn(outcome))));
  }
  const events = await store.listEvents({ connectionId: null, limit: 500 });
  witness.said.push(inspect(events, { depth: 9 }), inspect(await tokens.listDelegations()));
  for (const event of events.filter(({ kind }) => isNotified(kind))) {
    witness.said.push(messageOf(event, 'https://mail.example.com').body);
  }
  await runtime.close();

  const said = witness.said.join('\n');
  expect(said).toContain('Invalid JWT Signature');
  expect(witness.said.length).toBeGreaterThan(FAULTS.length * 3);
  expect([...witness.secrets].filter((secret) => said.includes(secret))).toEqual([]);
  // Also nothing that looks like one: an assertion's header, a token's prefix, a key's first line.
  expect(said).not.toMatch(/eyJ[\w-]{20,}|ya29\.|PRIVATE KEY/);
  expect(witness.secrets.size).toBeGreaterThan(42);
  expectNothingInStore(witness);
}, 90_000);

/** A refreshed token is the outcome itself, for the caller; a failure must hold nothing of it. */
const failureIn = (outcome: object): unknown => ('error' in outcome ? outcome.error : null);

function expectNothingInStore({ secrets }: Witness): void {
  const files = readdirSync(directory).filter((name) => name.startsWith('connector.sqlite'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(join(directory, file)).toString('latin1');
    expect([...secrets].filter((secret) => bytes.includes(secret))).toEqual([]);
    expect(bytes).not.toMatch(/PRIVATE KEY|ya29\./);
  }
}
