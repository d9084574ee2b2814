import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FunctionName } from '../../shared/function-names.ts';
import { freePort } from '../free-port.ts';
import { openCloud } from './cloud.ts';
import { makeContents } from './contents.ts';
import { openGoogle } from './google.ts';
import { ADMIN, type FirstRequest, requestsFor, WEBHOOK_SECRET } from './requests.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const CLIENT_ID = 'warm-up.apps.googleusercontent.com';

/** Far longer than any warm-up takes; one that hangs fails the build. */
const TIMEOUT_MS = 30_000;

/**
 * Makes a bundle's code cache: serves the bundle in a child process, sends the requests that a cold
 * start may receive, and saves the code that V8 has compiled by then. It reaches only the loopback.
 *
 * @throws Error with the function's whole output, when it answers a request with an unexpected status
 */
export async function warmUp(name: FunctionName, directory: string): Promise<void> {
  const contents = await makeContents(`${CLIENT_ID} at emulated google`);
  const google = await openGoogle();
  const cloud = await openCloud(contents);
  try {
    const token = await google.schedulerToken(`${google.baseUrl}/${name}`);
    await runChild(directory, await requestsFor(name, contents, token), {
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
  } finally {
    google.close();
    cloud.close();
  }
}

async function runChild(
  directory: string,
  requests: readonly FirstRequest[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
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
}
