import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../shared/function-names.ts';
import { freePort } from '../free-port.ts';
import { openCloud } from './cloud.ts';
import { makeContents } from './contents.ts';
import { openGoogle } from './google.ts';
import { ADMIN, type FirstRequest, requestsFor, WEBHOOK_SECRET } from './requests.ts';
import { ORG_PATH } from './salesforce.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const CLIENT_ID = 'warm-up.apps.googleusercontent.com';

/** Their first requests find a mail: the code cache must hold what reads, parses and files it. */
const FILES_MAIL: ReadonlySet<FunctionName> = new Set(['gmail-push', 'mail-sync']);

/** Far longer than any warm-up takes; one that hangs fails the build. */
const TIMEOUT_MS = 30_000;

/**
 * Makes a bundle's code cache: serves the bundle in a child process, sends the requests that a cold
 * start may receive, and saves the code that V8 has compiled by then. It reaches only the loopback.
 *
 * @throws Error with the function's whole output, when it answers a request with an unexpected status, or files no
 *   mail although it should
 */
export async function warmUp(name: FunctionName, directory: string): Promise<void> {
  const google = await openGoogle();
  const client = `${CLIENT_ID} at emulated google`;
  const contents = await makeContents(client, `${google.baseUrl}${ORG_PATH}`);
  const cloud = await openCloud(contents);
  try {
    const token = await google.callerToken(name, google.baseUrl);
    const output = await runChild(directory, await requestsFor(name, contents, token), {
      PORT: String(await freePort()),
      STATE: 'cloud',
      GOOGLE_CLOUD_PROJECT: 'warm-up',
      FIRESTORE_EMULATOR_HOST: cloud.address,
      SECRET_MANAGER_EMULATOR_HOST: cloud.address,
      SECRET_PREFIX: 'warm-up',
      GOOGLE_CLIENT_ID: CLIENT_ID,
      GOOGLE_CLIENT_SECRET: 'warm-up',
      GOOGLE_EMULATOR_URL: google.baseUrl,
      SETUP_ADMINS: ADMIN,
      BASE_URL: google.baseUrl,
      SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
      // Otherwise Google's libraries query the network for the cloud's metadata server.
      METADATA_SERVER_DETECTION: 'none',
    });
    if (FILES_MAIL.has(name) && google.filed() === 0) {
      throw new Error(`The warm-up filed no mail.\n${output}`);
    }
  } finally {
    google.close();
    cloud.close();
  }
}

/** Answers the function's whole output. */
async function runChild(
  directory: string,
  requests: readonly FirstRequest[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const child = fork(CHILD, [directory], {
    cwd: directory,
    env: environment,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const closed = once(child, 'close');
  let statuses: unknown = 'nothing';
  child.on('message', (message) => {
    if (message === 'ready') child.send(requests);
    else statuses = message;
  });
  await closed;
  const expected = requests.map(({ status }) => status);
  if (String(statuses) !== String(expected)) {
    throw new Error(`The warm-up was answered ${statuses} instead of ${expected}.\n${output}`);
  }
  return output;
}
