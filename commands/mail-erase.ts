import { createInterface } from 'node:readline/promises';
import { asAppError } from '../shared/errors.ts';
import { type Erased, eraseAddress } from '../shared/mail/index.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import { explainFailure } from '../shared/start-remedies.ts';
import type { EraseCall } from './mail-call.ts';
import { withState } from './with-state.ts';

/**
 * Erases somebody's address from everything that is stored of mail, after the person at the terminal confirmed it.
 *
 * @returns the exit code: 0 it is erased, 1 it may still be somewhere, 2 it was not confirmed
 */
export async function printErasure(call: EraseCall): Promise<number> {
  if (!call.yes && !(await isConfirmed(call))) return refuse(call);
  let next: string | null = call.after ?? null;
  const watch = (threads: number, following: string | null): void => {
    next = following;
    if (!call.json && following !== null) process.stderr.write(`${threads} threads …\n`);
  };
  try {
    const erased = await withState(call, ({ mail }) =>
      eraseAddress(
        { store: mail, clock: systemClock, ids: systemIds },
        { address: call.address, watch, after: next },
      ),
    );
    process.stdout.write(call.json ? `${JSON.stringify(erased)}\n` : `${linesOf(erased)}\n`);
    return erased.left === 0 ? 0 : 1;
  } catch (thrown) {
    return fail(call, thrown, next);
  }
}

async function isConfirmed({ json }: EraseCall): Promise<boolean> {
  // Nobody could answer, or the question would stand in the output of a program.
  if (!process.stdin.isTTY || json) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const question =
    'Erase this address from the threads of all mailboxes? It cannot be undone. Type yes: ';
  // Ctrl-C and Ctrl-D are answers, too.
  const answer = await terminal.question(question).catch(() => '\n');
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

function refuse({ json }: EraseCall): number {
  if (json)
    process.stdout.write(`${JSON.stringify({ error: { code: 'confirmation_missing' } })}\n`);
  process.stderr.write('Nothing was erased. Confirm it at a terminal, or add --yes.\n');
  return 2;
}

function fail({ json }: EraseCall, thrown: unknown, next: string | null): number {
  const error = asAppError(thrown);
  if (json)
    process.stdout.write(`${JSON.stringify({ error: { code: error.code }, after: next })}\n`);
  const goOn = next === null ? 'Run it again.' : `Run it again, or go on with --after ${next}`;
  process.stderr.write(`It is not finished. ${goOn}\n${explainFailure(error)}\n`);
  return 1;
}

/** What the command does not touch, in its own output, so that nobody takes it for more. */
const UNTOUCHED = [
  'Not stored, so not erased: the ledger has ids, states and times only; logs, events and notifications name no customer.',
  'Not touched: Gmail; cases, Email Messages and contacts in Salesforce; addresses of mailboxes, their owners and administrators in connections, links, sign-ins and events.',
  'A later mail of a thread that names the address brings it back there.',
];

function linesOf({ threads, erased, left, blockedBy }: Erased): string {
  const mark = left === 0 ? '✓' : '✗';
  return [
    `${mark} Thread links: ${threads} looked at, erased from ${erased}, ${left} left`,
    `Blocked senders: ${blockedBy.length} mailboxes name it`,
    ...blockedBy.map(
      (mailbox) => `  ${mailbox}: an administrator removes it on the mailbox’s page`,
    ),
    ...(left === 0 ? [] : ['Run it again. If links cannot be read, see docs/troubleshooting.md.']),
    ...UNTOUCHED,
  ].join('\n');
}
