import { parseArgs } from 'node:util';

export type Options = {
  readonly json: boolean;
  readonly quick: boolean;
  readonly help: boolean;
  readonly only: readonly string[];
};

/** Parses the command line; returns the options, or the problem with them. */
export function parseOptions(
  args: readonly string[],
  benches: readonly string[],
): Options | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    });
    const unknown = values.only.find((name) => !benches.includes(name));
    return unknown === undefined ? values : { problem: `There is no bench '${unknown}'.` };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** The usage text. */
export function usage(benches: readonly string[]): string {
  return `Usage: npm run bench -- [options]

  --only NAME  one bench alone (may be repeated): ${benches.join(', ')}
  --quick      fewer rounds
  --json       the results as JSON
  --help       this text
`;
}
