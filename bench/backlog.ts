import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison, Pair, Sample } from './comparison.ts';
import { openMailEndpoints } from './open-mail-endpoints.ts';
import { type MailOutcome, startMailInstance } from './start-mail-instance.ts';

const DELAY_MS = 50;
const MEGABYTE = 1e6;
const ATTACHMENT_BYTES = 25 * 1024 * 1024;

/** The most thread time that filing a mail may take, in times of parsing and sanitising it alone. */
const THREAD_LIMIT = 5;
/** The least of the rate that this thread time allows. */
const RATE_LIMIT = 0.7;
const BACKLOG_BYTES = 150 * MEGABYTE;
const LARGE_BYTES = 130 * MEGABYTE;

const EACH = 20;

type Backlog = {
  readonly comparisons: readonly Comparison[];
  readonly notes: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** Mail that waits, as after an outage, filed by an instance of mail-sync in a process of its own. */
export async function openBacklog(directory: string, mailboxes: number): Promise<Backlog> {
  const behaviour = { delayMs: DELAY_MS, attachmentBytes: ATTACHMENT_BYTES };
  const endpoints = await openMailEndpoints(behaviour);
  const outcomes: MailOutcome[] = [];
  const large: number[] = [];
  const start = (name: string) => {
    mkdirSync(join(directory, name), { recursive: true });
    return startMailInstance(join(directory, name), endpoints.baseUrl);
  };
  const [many, one] = [await start('many'), await start('one')];
  const runMany = async (): Promise<Pair> => {
    const outcome = await many.ask({ mailboxes, waiting: { mails: EACH, size: 'small' } });
    outcomes.push(outcome);
    const time = outcome.filed.milliseconds / (mailboxes * EACH);
    const limit = (outcome.parsed.milliseconds * THREAD_LIMIT) / RATE_LIMIT;
    return {
      measured: { time, memory: extraBytesOf(outcome) },
      baseline: { time: limit, memory: BACKLOG_BYTES },
    };
  };
  // The instance measures both sides of a turn, because they must be slowed by the same load.
  let turn: Pair | null = null;
  const runLarge = async (): Promise<Sample> => {
    const outcome = await one.ask({ mailboxes: 1, waiting: { mails: 1, size: 'large' } });
    const memory = extraBytesOf(outcome);
    if (memory !== null) large.push(memory);
    return { time: outcome.filed.milliseconds, memory };
  };
  return {
    comparisons: [
      {
        measured: `a mail of ${mailboxes} mailboxes with ${EACH} each, calls of ${DELAY_MS} ms`,
        baseline: `${THREAD_LIMIT} × parsing it ÷ ${RATE_LIMIT}; ${BACKLOG_BYTES / MEGABYTE} MB`,
        runBaseline: async () => {
          turn = await runMany();
          return turn.baseline;
        },
        run: async () => turn?.measured ?? (await runMany()).measured,
      },
      {
        measured: 'an attachment of 25 MB, its temporary files included',
        baseline: `${LARGE_BYTES / MEGABYTE} MB`,
        run: runLarge,
        runBaseline: async () => ({ time: 0, memory: LARGE_BYTES }),
      },
    ],
    notes: () => [...notesOn(outcomes, mailboxes * EACH), largeNote(large)],
    close: async () => {
      await Promise.all([many.close(), one.close()]);
      await endpoints.close();
    },
  };
}

const extraBytesOf = ({ idleBytes, peakBytes, scratchBytes }: MailOutcome): number | null =>
  idleBytes === null || peakBytes === null ? null : peakBytes - idleBytes + scratchBytes;

function notesOn(outcomes: readonly MailOutcome[], mails: number): readonly string[] {
  const [best] = outcomes.toSorted(
    (one, other) => one.filed.milliseconds - other.filed.milliseconds,
  );
  if (!best) return [];
  const { filed, parsed } = best;
  const rate = Math.round((1000 * mails) / filed.milliseconds);
  const thread = filed.threadMicroseconds / mails;
  const busy = Math.round(filed.threadMicroseconds / 10 / filed.milliseconds);
  return [
    `One instance files ${rate} mails of a backlog a second at best. Each takes ${Math.round(thread)} µs of the ` +
      `instance's thread, ${(thread / parsed.threadMicroseconds).toFixed(1)} × parsing it (at most ` +
      `${THREAD_LIMIT} ×), and the thread works for ${busy} % of the time. The instance takes ` +
      `${inMegabytes(extraBytesOf(best))} more than when idle (at most ${BACKLOG_BYTES / MEGABYTE} MB).`,
  ];
}

const largeNote = (bytes: readonly number[]): string =>
  `A mail with an attachment of 25 MB takes ${inMegabytes(Math.max(...bytes))}, its temporary files included (at ` +
  `most ${LARGE_BYTES / MEGABYTE} MB).`;

const inMegabytes = (bytes: number | null): string =>
  bytes === null || !Number.isFinite(bytes)
    ? 'an unknown amount of memory'
    : `${Math.round(bytes / MEGABYTE)} MB`;
