import { setTimeout as pause } from 'node:timers/promises';
import { sampleIntake } from '../build/warm-up/sample-intake.ts';
import { fileEntries } from '../shared/mail/filing/index.ts';
import { type IntakePorts, notePush, runDueMailboxes, runMailbox } from '../shared/mail/index.ts';
import { cutMail, parseMail } from '../shared/mail/message/index.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import { ALL_SHARDS } from '../shared/tokens/index.ts';
import { createFakeGmail } from '../test/mail/fake-gmail.ts';
import { createFakeMailStore } from '../test/mail/fake-mail-store.ts';
import { createFakeOrg } from '../test/mail/fake-org.ts';
import { ROUTING } from '../test/mail/intake/harness.ts';
import { createFakeScratch, rawOf } from '../test/mail/message/mails.ts';
import { openBacklog } from './backlog.ts';
import type { Bench, Comparison, OpenBench, Sample } from './comparison.ts';
import { warmUp } from './run-pairs.ts';
import { MAIL, mailNumber } from './sample-mail.ts';
import { timeWork } from './time-work.ts';

/** About the time that Firestore, Gmail and Salesforce need to answer. */
const DELAY_MS = 50;
/**
 * What a pushed mail waits for, one after the other: the intake is found, the lease taken, the history read, the
 * ledger filled, the mail read, its case found, the mail filed, the thread linked, the entry written, the lease let go.
 */
const WAITS = 10;

/** Mail of a mailbox that was not read for a while. */
const WAITING = 20;

/** The cost of mail beyond the calls that it needs: over stores and services in memory, and of a whole instance. */
export const mail: Bench = { name: 'mail', seconds: { full: 60, quick: 10 }, open };

async function open(directory: string, quick: boolean): Promise<OpenBench> {
  const backlog = await openBacklog(directory, quick ? 50 : 200);
  const comparisons = [pushed(), filed(), ...backlog.comparisons];
  await warmUp(comparisons);
  return { comparisons, notes: backlog.notes, close: backlog.close };
}

function pushed(): Comparison {
  const { gmail, ports, begin } = openMailboxes(DELAY_MS);
  const ready = begin('pushed');
  let pushes = 0;
  return {
    measured: 'a push, until its mail is filed (at most 1.5×)',
    baseline: `${WAITS} waits of ${DELAY_MS} ms`,
    run: async () => {
      await ready;
      gmail.deliver('pushed', { raw: mailNumber(++pushes) });
      return timeWork({ turns: 1, lanes: 1 }, async () => {
        const push = { address: 'pushed@example.com', historyId: gmail.historyIdOf('pushed') };
        const noted = await notePush(ports, push);
        if (noted.kind !== 'leased') throw new Error('The lease is not free.');
        const ran = await runMailbox(ports, noted.leased, { until: inAMinute(), watch: () => {} });
        if (ran.found !== 1) throw new Error('No mail was found.');
      });
    },
    runBaseline: () =>
      timeWork({ turns: 1, lanes: 1 }, async () => {
        for (let wait = 0; wait < WAITS; wait++) await pause(DELAY_MS);
      }),
  };
}

const PARSED = 'to parse and sanitise it';

function parseAlone(): Promise<Sample> {
  const { scratch } = createFakeScratch();
  return timeWork({ turns: WAITING, lanes: 1 }, async () => {
    const raw = rawOf(MAIL);
    const { mail: parsed, discard } = await parseMail(raw, scratch);
    cutMail(parsed, raw);
    await discard();
  });
}

function filed(): Comparison {
  const { gmail, store, ports, begin } = openMailboxes(0);
  const ready = begin('filed');
  let mails = 0;
  return {
    measured: 'a mail of 20 KB found and filed, in memory (at most 5×)',
    baseline: PARSED,
    run: async () => {
      await ready;
      for (let nth = 0; nth < WAITING; nth++) gmail.deliver('filed', { raw: mailNumber(++mails) });
      const read = await store.readIntake('filed');
      if (!read) throw new Error('There is no intake.');
      await store.writeIntake({ ...read.value, ...due() }, read.revision);
      const { time, memory } = await timeWork({ turns: 1, lanes: 1 }, async () => {
        const run = { limit: 1, shards: ALL_SHARDS, concurrency: 1, until: inAMinute() };
        const { found } = await runDueMailboxes(ports, run);
        if (found !== WAITING) throw new Error(`${found} mails were found.`);
      });
      return { time: time / WAITING, memory };
    },
    runBaseline: parseAlone,
  };
}

const inAMinute = (): Date => new Date(Date.now() + 60_000);

const due = () => ({ dueAt: new Date(), pollAt: new Date() });

/** Everything that mail needs, in memory, whose calls answer after that time. */
function openMailboxes(delayMs: number) {
  const wait = delayMs > 0 ? { before: () => pause(delayMs) } : {};
  const gmail = createFakeGmail(systemClock, wait);
  const store = createFakeMailStore(wait);
  const org = createFakeOrg();
  if (delayMs > 0) org.before = () => pause(delayMs);
  const ports: IntakePorts = {
    store,
    clock: systemClock,
    readerOf: gmail.readerOf,
    casesOf: () => org.store,
    scratch: createFakeScratch().scratch,
    ids: systemIds,
    fileEntries,
  };
  /** Adds a mailbox whose history is read up to now. */
  const begin = async (id: string): Promise<void> => {
    gmail.addMailbox(id, `${id}@example.com`);
    const intake = sampleIntake(id, ROUTING.orgId, new Date());
    await store.writeIntake({ ...intake, historyId: gmail.historyIdOf(id) }, null);
  };
  return { gmail, store, ports, begin };
}
