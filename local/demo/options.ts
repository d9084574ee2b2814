import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DemoOptions } from './build-demo.ts';

/** Fewer would not hold every cause of a failure, and more would take many minutes. */
export const FEWEST_MAILBOXES = 20;
export const MOST_MAILBOXES = 100_000;

export type DemoCall = DemoOptions & {
  /** Makes the pictures of the READMEs, and ends. */
  readonly pictures: boolean;
};

/**
 * Reads the arguments of the demo.
 *
 * @param args without the program
 * @param port where none is given: that of the environment
 * @returns null if they are wrong: an unknown option, no port, or a number of mailboxes that no demo has
 */
export function readDemoCall(args: readonly string[], port: string): DemoCall | null {
  const values = parsed(args, port);
  if (!values) return null;
  const call = {
    directory: resolve(values.directory),
    mailboxes: numberIn(values.mailboxes),
    port: numberIn(values.port),
    pictures: values.pictures,
  };
  const isRight =
    values.directory !== '' &&
    call.mailboxes >= FEWEST_MAILBOXES &&
    call.mailboxes <= MOST_MAILBOXES &&
    call.port >= 1 &&
    call.port <= 65_535;
  return isRight ? call : null;
}

/** NaN, which lies in no range, for what is no whole number. */
const numberIn = (text: string): number => (/^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN);

function parsed(args: readonly string[], port: string) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        directory: { type: 'string', default: '.demo' },
        mailboxes: { type: 'string', default: '10000' },
        port: { type: 'string', default: port },
        pictures: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return null;
  }
}
