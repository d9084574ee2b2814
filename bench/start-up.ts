import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build/build.ts';
import type { FirstRequest } from '../build/warm-up/requests.ts';
import { FUNCTION_NAMES, type FunctionName } from '../shared/function-names.ts';
import type { Bench, Comparison, OpenBench } from './comparison.ts';
import { firstWork, NO_SUCH_PATH } from './first-requests.ts';
import { type Start, startProcess } from './start-process.ts';
import { type Backends, openBackends } from './start-up-backends.ts';

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The smallest possible function, deployed without a bundle. */
const HELLO_WORLD: Start = {
  name: 'hello-world',
  program: [
    pathOf('../node_modules/@google-cloud/functions-framework/build/src/main.js'),
    '--target=hello-world',
    `--source=${pathOf('hello-world/hello-world.js')}`,
  ],
  environment: {},
  firstRequest: { path: '/', status: 200 },
};

/** The cold start of each bundle, compared with that of a bare hello world. */
export const startUp: Bench = { name: 'start-up', seconds: { full: 60, quick: 12 }, open };

async function open(directory: string): Promise<OpenBench> {
  const { built } = await build(FUNCTION_NAMES, join(directory, 'dist'));
  const backends = await openBackends();
  try {
    const comparisons = await comparisonsOn(backends, directory);
    // Reads every file once, so that no measured start waits for a cold disk.
    for (const comparison of comparisons) await comparison.run();
    await startProcess(HELLO_WORLD, directory);
    const sizes = built.map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(2)} MB`);
    const notes = [`Archives: ${sizes.join(', ')}.`];
    if (backends.withoutFirestore !== null) {
      notes.push(`Not measured: first work with Firestore (${backends.withoutFirestore}).`);
    }
    return { comparisons, notes: () => notes, close: backends.close };
  } catch (thrown) {
    await backends.close();
    throw thrown;
  }
}

async function comparisonsOn(
  backends: Backends,
  directory: string,
): Promise<readonly Comparison[]> {
  const comparisonOf = (
    name: FunctionName,
    what: string,
    firstRequest: FirstRequest,
  ): Comparison => {
    const program = [join(directory, 'dist', name, 'framework/start.js')];
    const start = { name, program, environment: backends.environment, firstRequest };
    return {
      measured: `${name}, ${what}`,
      baseline: 'start of a bare hello world',
      run: () => startProcess(start, directory),
      runBaseline: () => startProcess(HELLO_WORLD, directory),
    };
  };
  const comparisons = FUNCTION_NAMES.map((name) => comparisonOf(name, 'first byte', NO_SUCH_PATH));
  if (backends.withoutFirestore !== null) return comparisons;
  for (const name of FUNCTION_NAMES) {
    const token = await backends.callerToken(name, backends.baseUrl);
    comparisons.push(comparisonOf(name, 'first work', firstWork(token)[name]));
  }
  return comparisons;
}
