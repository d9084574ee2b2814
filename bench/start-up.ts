import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../build/build.ts';
import type { FirstRequest } from '../build/warm-up/requests.ts';
import { FUNCTION_NAMES, type FunctionName } from '../shared/function-names.ts';
import type { Bench, Contest, OpenBench } from './contest.ts';
import { firstWork, NO_SUCH_PATH } from './first-asks.ts';
import { type Start, startProcess } from './start-process.ts';
import { openStage, type Stage } from './start-up-stage.ts';

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
  const stage = await openStage();
  try {
    const contests = await contestsOn(stage, directory);
    // Together these read every file there is, so that no start pays for a cold disk.
    for (const contest of contests) await contest.run();
    await startProcess(HELLO_WORLD, directory);
    const sizes = built.map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(2)} MB`);
    const notes = [`Archives: ${sizes.join(', ')}.`];
    if (stage.withoutFirestore !== null) {
      notes.push(`Left out: first work with Firestore (${stage.withoutFirestore}).`);
    }
    return { contests, notes: () => notes, close: stage.close };
  } catch (thrown) {
    await stage.close();
    throw thrown;
  }
}

async function contestsOn(stage: Stage, directory: string): Promise<readonly Contest[]> {
  const contestOf = (name: FunctionName, what: string, ask: FirstRequest): Contest => {
    const program = [join(directory, 'dist', name, 'framework/start.js')];
    const start = { name, program, environment: stage.environment, ask };
    return {
      measured: `${name}, ${what}`,
      baseline: 'start of a bare hello world',
      run: () => startProcess(start, directory),
      runBaseline: () => startProcess(HELLO_WORLD, directory),
    };
  };
  const contests = FUNCTION_NAMES.map((name) => contestOf(name, 'first byte', NO_SUCH_PATH));
  if (stage.withoutFirestore !== null) return contests;
  for (const name of FUNCTION_NAMES) {
    const token = await stage.schedulerToken(`${stage.baseUrl}/${name}`);
    contests.push(contestOf(name, 'first work', firstWork(token)[name]));
  }
  return contests;
}
