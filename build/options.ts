import { parseArgs } from 'node:util';
import { FUNCTION_NAMES, type FunctionName } from '../shared/function-names.ts';

export type Options = {
  readonly json: boolean;
  readonly help: boolean;
  readonly out: string;
  readonly only: readonly FunctionName[];
};

/** Parses the command line; returns the options, or the problem with them. */
export function parseOptions(args: readonly string[]): Options | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        out: { type: 'string', default: 'dist' },
        only: { type: 'string', multiple: true, default: [] },
      },
    });
    const unknown = values.only.find((name) => !isFunctionName(name));
    if (unknown !== undefined) return { problem: `There is no function '${unknown}'.` };
    return { ...values, only: values.only.filter(isFunctionName) };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

const isFunctionName = (name: string): name is FunctionName =>
  FUNCTION_NAMES.some((known) => known === name);

export const USAGE = `Usage: npm run build -- [options]

Makes a bundle of each function, ready to be deployed.

  --out DIR    where to (default: dist)
  --only NAME  one function alone (may be repeated): ${FUNCTION_NAMES.join(', ')}
  --json       the manifest on the standard output, for machines
  --help       this text
`;
