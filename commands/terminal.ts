import { parseArgs } from 'node:util';
import { asAppError } from '../shared/errors.ts';
import { explain } from '../shared/explain.ts';

/** What a command was called with, and how it answers. */
export type Call = {
  readonly verb: string;
  readonly wait: boolean;
  readonly url?: string;
  /** A file with the settings, in place of `.env`. */
  readonly env?: string;
  readonly json: boolean;
  /** A line for people while the work goes on, on stderr; nothing with `--json`. */
  tell(line: string): void;
};

/** What a command comes to: facts for `--json`, sentences for people, and whether all is well. */
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

/**
 * Runs one verb of a command: `npm run NAME -- VERB`. Exits with 0 when all is well, 1 when the work
 * came to something else or failed, 2 when it was called wrongly.
 */
export async function runCommand(
  usage: string,
  verbs: Readonly<Record<string, Verb>>,
): Promise<void> {
  const args = process.argv.slice(2);
  const asked = read(args);
  const verb = asked && Object.hasOwn(verbs, asked.verb) ? verbs[asked.verb] : undefined;
  if (asked?.help) {
    process.stdout.write(usage);
    return;
  }
  if (!asked || !verb) {
    const problem = args.length > 0 ? `Not understood: ${args.join(' ')}\n\n` : '';
    process.stderr.write(problem + usage);
    process.exitCode = 2;
    return;
  }
  const tell = (line: string): void => {
    if (!asked.json) process.stderr.write(`${line}\n`);
  };
  process.exitCode = (await run(verb, { ...asked, tell })) ? 0 : 1;
}

/** Does what was asked for, and prints what it came to; answers whether all is well. */
async function run(verb: Verb, call: Call): Promise<boolean> {
  const { json, tell } = call;
  try {
    const { facts, lines, ok } = await verb(call);
    process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${lines.join('\n')}\n`);
    return ok;
  } catch (thrown) {
    const error = asAppError(thrown);
    const { code, detail } = error;
    if (json) process.stdout.write(`${JSON.stringify({ error: { code, detail } })}\n`);
    tell(`\n${explain(error)}\n\nWhat to do: docs/troubleshooting.md, under ${code}.`);
    return false;
  }
}

/** Null: not to be understood. */
function read(args: string[]) {
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
