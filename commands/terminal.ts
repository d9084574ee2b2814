import { parseArgs } from 'node:util';
import { asAppError, systemCodeOf } from '../shared/errors.ts';
import { explainFailure } from '../shared/start-remedies.ts';

/** The arguments of a command, and its way to print progress. */
export type Call = {
  readonly verb: string;
  readonly wait: boolean;
  readonly url?: string;
  /** A file with the settings, instead of `.env`. */
  readonly env?: string;
  readonly json: boolean;
  /** Prints a line of progress for people on stderr; nothing with `--json`. */
  print(line: string): void;
};

/** The outcome of a command: facts for `--json`, sentences for people, and whether it succeeded. */
export type Outcome = {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  readonly ok: boolean;
};

export type Verb = (call: Call) => Promise<Outcome>;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'no-wait': { type: 'boolean', default: false },
  url: { type: 'string' },
  env: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The result could not be printed: nothing is known of it. */
const UNPRINTED = 3;

/**
 * Ends a command whose output nobody can read any more: silently after a reader that ended, such as `head`, and with
 * a sentence when the disk is full. Node would print a stack trace.
 */
export function endWithoutOutput(): void {
  process.stdout.on('error', (thrown) => {
    const code = systemCodeOf(thrown) ?? 'unknown';
    if (code !== 'EPIPE') process.stderr.write(`The output cannot be written: ${code}\n`);
    process.exit(UNPRINTED);
  });
}

/**
 * Runs one verb of a command: `npm run NAME -- VERB`. Exits with 0 after success, 1 when the outcome is
 * not `ok` or the work failed, 2 when the arguments are wrong, 3 when the output cannot be written.
 */
export async function runCommand(
  usage: string,
  verbs: Readonly<Record<string, Verb>>,
): Promise<void> {
  endWithoutOutput();
  const args = process.argv.slice(2);
  const parsed = parse(args);
  const verb = parsed && Object.hasOwn(verbs, parsed.verb) ? verbs[parsed.verb] : undefined;
  if (parsed?.help) {
    process.stdout.write(usage);
    return;
  }
  if (!parsed || !verb) {
    const problem = args.length > 0 ? `Not understood: ${args.join(' ')}\n\n` : '';
    process.stderr.write(problem + usage);
    process.exitCode = 2;
    return;
  }
  const print = (line: string): void => {
    if (!parsed.json) process.stderr.write(`${line}\n`);
  };
  process.exitCode = (await run(verb, { ...parsed, print })) ? 0 : 1;
}

/** Runs the verb and prints its outcome; returns whether it succeeded. */
async function run(verb: Verb, call: Call): Promise<boolean> {
  const { json, print } = call;
  try {
    const { facts, lines, ok } = await verb(call);
    process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
    return ok;
  } catch (thrown) {
    const error = asAppError(thrown);
    const { code, detail } = error;
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, detail } })}\n`);
    print(`\n${explainFailure(error)}`);
    return false;
  }
}

/** Parses the arguments; null if they are wrong. */
function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [verb = '', ...rest] = positionals;
    if (rest.length > 0) return null;
    const { 'no-wait': noWait, ...options } = values;
    return { ...options, verb, wait: !noWait };
  } catch {
    return null;
  }
}

/** What a sender wrote may hold characters that move the cursor of a terminal. */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
