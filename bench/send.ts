import { setTimeout as pause } from 'node:timers/promises';
import { type SendPorts, send as sendMail } from '../shared/mail/sending/index.ts';
import { requestOf } from '../test/mail/sending/requests.ts';
import { createWorld } from '../test/mail/sending/world.ts';
import type { Bench, Comparison, OpenBench } from './comparison.ts';
import { warmUp } from './run-pairs.ts';
import { measureSendMemory } from './send-memory.ts';
import { timeWork } from './time-work.ts';

/** About the time that Firestore, Gmail and Salesforce need to answer. */
const DELAY_MS = 50;
/**
 * What a send waits for, one after the other: the send is looked up, the connection read, the mailbox and the case
 * asked at once, the thread's link read, the send stored, the mail sent, that stored, the sent copy read, the policies
 * read, the EmailMessage written, the link read and written, the end stored.
 */
const WAITS = 13;

/** The cost of a send beyond the calls that it needs, and its memory. */
export const send: Bench = { name: 'send', seconds: { full: 30, quick: 5 }, open };

async function open(): Promise<OpenBench> {
  const [first, next] = [await measureSendMemory(), await measureSendMemory()];
  const comparisons = [await sent()];
  await warmUp(comparisons);
  const notes = [
    `send: 25 MB of attachments, sent and written to their case, take ${megabytes(next)} of memory (at most 60 MB); ${megabytes(first)} the first time in a process`,
  ];
  return { comparisons, notes: () => notes, close: async () => {} };
}

const megabytes = (bytes: number | null): string =>
  bytes === null ? 'an unknown amount' : `${Math.round(bytes / 1e6)} MB`;

async function sent(): Promise<Comparison> {
  const world = await createWorld();
  const wait = () => pause(DELAY_MS);
  world.store.hooks.before = wait;
  world.gmail.hooks.before = wait;
  world.sender.before = wait;
  world.org.before = wait;
  const ports: SendPorts = { ...world.ports, maySend: () => wait().then(() => true) };
  let sends = 0;
  const about = { orgId: 'org-1', caseId: world.caseId, answers: 'latest', subject: null } as const;
  return {
    measured: 'a send on a case, until its EmailMessage is written (at most 1.5×)',
    baseline: `${WAITS} waits of ${DELAY_MS} ms`,
    run: () =>
      timeWork({ turns: 1, lanes: 1 }, async () => {
        const { state } = await sendMail(ports, requestOf({ ...about, key: `key-${++sends}` }));
        if (state !== 'done') throw new Error('The mail was not sent.');
      }),
    runBaseline: () =>
      timeWork({ turns: 1, lanes: 1 }, async () => {
        for (let nth = 0; nth < WAITS; nth++) await wait();
      }),
  };
}
