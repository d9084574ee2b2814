import { fileURLToPath } from 'node:url';
import { FUNCTION_NAMES } from '../local/front.ts';
import { parseConfig } from '../shared/config.ts';
import { composeRuntime } from '../shared/runtime/runtime.ts';
import type { Bench, Contest, OpenBench } from './contest.ts';
import { type StartedFunction, startFunction } from './start-function.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const HELLO_WORLD: StartedFunction = {
  target: 'hello-world',
  source: pathOf('hello-world/hello-world.js'),
  status: 200,
};

/** What is deployed loads all six and serves one. */
const AS_DEPLOYED: StartedFunction = {
  target: 'setup-page',
  source: pathOf('../functions/index.ts'),
  status: 404,
};

/** What a cold start adds to the framework's own. */
export const startUp: Bench = { name: 'start-up', seconds: { full: 50, quick: 12 }, open };

async function open(directory: string): Promise<OpenBench> {
  // Made beforehand, so that no start pays for a new database, and no later one for its log.
  (await composeRuntime(parseConfig({ DATA_DIR: directory }))).close();
  const contests = [
    ...FUNCTION_NAMES.map((name) =>
      contestOf(name, directory, {
        target: name,
        source: pathOf(`../functions/${name}.ts`),
        status: 404,
      }),
    ),
    contestOf('all six as deployed', directory, AS_DEPLOYED),
  ];
  // Together these read every file there is, so that no start pays for a cold disk.
  await startFunction(HELLO_WORLD, directory);
  await startFunction(AS_DEPLOYED, directory);
  return { contests, notes: () => [], close: async () => {} };
}

function contestOf(measured: string, directory: string, started: StartedFunction): Contest {
  return {
    measured: `start of ${measured}`,
    baseline: 'start of a bare hello world',
    run: () => startFunction(started, directory),
    runBaseline: () => startFunction(HELLO_WORLD, directory),
  };
}
