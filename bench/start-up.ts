import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build/build.ts';
import { FUNCTION_NAMES, type FunctionName } from '../build/product.ts';
import { openGoogle, type WarmUpGoogle } from '../build/warm-up/google.ts';
import type { Bench, Contest, OpenBench } from './contest.ts';
import { firstWork, NO_SUCH_PATH, WEBHOOK_SECRET } from './first-asks.ts';
import { type Ask, type Start, startProcess } from './start-process.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The least that a function can be, as it is deployed without a bundle. */
const HELLO_WORLD: Start = {
  name: 'hello-world',
  program: [
    pathOf('../node_modules/@google-cloud/functions-framework/build/src/main.js'),
    '--target=hello-world',
    `--source=${pathOf('hello-world/hello-world.js')}`,
  ],
  environment: {},
  ask: { path: '/', status: 200 },
};

/** What a cold start of each bundle takes beside that of a bare hello world. */
export const startUp: Bench = { name: 'start-up', seconds: { full: 60, quick: 12 }, open };

async function open(directory: string): Promise<OpenBench> {
  const { built } = await build(FUNCTION_NAMES, join(directory, 'dist'));
  const google = await openGoogle();
  const emulators = emulatorsAtHand();
  const contestOf = (name: FunctionName, what: string, ask: Ask): Contest => {
    const program = [join(directory, 'dist', name, 'framework/start.js')];
    const environment = { ...environmentOf(google), ...emulators };
    return {
      measured: `${name}, ${what}`,
      baseline: 'start of a bare hello world',
      run: () => startProcess({ name, program, environment, ask }, directory),
      runBaseline: () => startProcess(HELLO_WORLD, directory),
    };
  };
  const contests = FUNCTION_NAMES.map((name) => contestOf(name, 'first byte', NO_SUCH_PATH));
  for (const name of emulators ? FUNCTION_NAMES : []) {
    const token = await google.schedulerToken(`${google.baseUrl}/${name}`);
    contests.push(contestOf(name, 'first work', firstWork(token)[name]));
  }
  // Together these read every file there is, so that no start pays for a cold disk.
  for (const contest of contests) await contest.run();
  await startProcess(HELLO_WORLD, directory);
  const sizes = built.map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(2)} MB`);
  return {
    contests,
    notes: () => [`Archives: ${sizes.join(', ')}.`, ...(emulators ? [] : [LEFT_OUT])],
    close: async () => google.close(),
  };
}

const LEFT_OUT =
  'Left out: first work with Firestore, since FIRESTORE_EMULATOR_HOST and ' +
  'SECRET_MANAGER_EMULATOR_HOST do not both name an emulator.';

function emulatorsAtHand(): Record<string, string> | null {
  const { FIRESTORE_EMULATOR_HOST, SECRET_MANAGER_EMULATOR_HOST } = process.env;
  if (!FIRESTORE_EMULATOR_HOST || !SECRET_MANAGER_EMULATOR_HOST) return null;
  return { FIRESTORE_EMULATOR_HOST, SECRET_MANAGER_EMULATOR_HOST };
}

/** As on Cloud Run, but for the addresses; the scheduler signs with the keys below the base URL. */
const environmentOf = ({ baseUrl }: WarmUpGoogle): Record<string, string> => ({
  STATE: 'cloud',
  GOOGLE_CLOUD_PROJECT: 'bench-project',
  GOOGLE_CLIENT_ID: 'bench.apps.googleusercontent.com',
  SETUP_ADMINS: 'admin@example.com',
  BASE_URL: baseUrl,
  SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
  METADATA_SERVER_DETECTION: 'none',
});
