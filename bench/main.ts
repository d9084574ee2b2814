import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createProgress } from '../build/progress.ts';
import { assertions } from './assertions.ts';
import { exitOnSignals, makeTemporaryDirectory } from './clean-up.ts';
import type { Bench } from './comparison.ts';
import { fleet } from './fleet.ts';
import { mail } from './mail.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { refresh } from './refresh.ts';
import { report } from './report.ts';
import { type Result, resultsOf } from './result.ts';
import { runPairs } from './run-pairs.ts';
import { send } from './send.ts';
import { startUp } from './start-up.ts';
import { tokenRead } from './token-read.ts';
import { webhook } from './webhook.ts';

const BENCHES: readonly Bench[] = [
  tokenRead,
  refresh,
  assertions,
  fleet,
  mail,
  send,
  webhook,
  startUp,
];
const NAMES = BENCHES.map(({ name }) => name);

const progress = createProgress();

type Outcome = { readonly results: readonly Result[]; readonly notes: readonly string[] };

async function run(bench: Bench, directory: string, quick: boolean): Promise<Outcome> {
  progress.show(`${bench.name}: setting up`);
  mkdirSync(directory);
  const { comparisons, notes, close } = await bench.open(directory, quick);
  try {
    const seconds = quick ? bench.seconds.quick : bench.seconds.full;
    const pairs = await runPairs(comparisons, seconds, (round, { measured }) =>
      progress.show(`${bench.name}: round ${round}, ${measured}`),
    );
    return { results: resultsOf(bench.name, pairs), notes: notes() };
  } finally {
    progress.clear();
    await close();
  }
}

async function runAll({ only, quick, json }: Options): Promise<void> {
  const directory = makeTemporaryDirectory();
  const outcomes: Outcome[] = [];
  for (const bench of BENCHES) {
    if (only.length > 0 && !only.includes(bench.name)) continue;
    outcomes.push(await run(bench, join(directory, bench.name), quick));
  }
  const results = outcomes.flatMap((outcome) => outcome.results);
  const notes = outcomes.flatMap((outcome) => outcome.notes);
  const { version: node, platform, arch } = process;
  const machine = { node, platform, arch };
  const text = json
    ? `${JSON.stringify({ machine, quick, results, notes }, null, 2)}\n`
    : report(results, notes);
  process.stdout.write(text);
}

const options = parseOptions(process.argv.slice(2), NAMES);
if ('problem' in options) {
  process.stderr.write(`${options.problem}\n\n${usage(NAMES)}`);
  process.exitCode = 2;
} else if (options.help) {
  process.stdout.write(usage(NAMES));
} else {
  exitOnSignals();
  try {
    await runAll(options);
  } catch (thrown) {
    process.stderr.write(
      `\nCannot measure. ${thrown instanceof Error ? thrown.message : thrown}\n`,
    );
    // Exit explicitly: what a failed setup has started would keep the process running.
    process.exit(1);
  }
}
