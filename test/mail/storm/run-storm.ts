import { setTimeout as pause } from 'node:timers/promises';
import { tryAgain } from '../../../shared/mail/index.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { mailOf } from '../../../shared/runtime/mail.ts';
import { createMovedClock, type MovedClock } from '../../fleet/moved-clock.ts';
import { type MailPipeline, startMailPipeline } from '../../support/mail-pipeline.ts';
import { seededRandom } from '../../tokens/failing-ports.ts';
import { bookProblems } from './books.ts';
import { differences } from './compare.ts';
import { provokeFaults } from './faults.ts';
import { Customers, type Sent } from './post.ts';
import { startWorkers, type Workers } from './workers.ts';

/** How large a storm is, and where its state is. */
export type Plan = {
  readonly seed: number;
  readonly directory: string;
  /** Says where the state is, if it is not in the directory. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly mailboxes: number;
  readonly mails: number;
  readonly rounds: number;
  readonly workers: number;
  /** The size of the largest attachment in bytes. */
  readonly largest: number;
};

/** A third of the mailboxes. */
const separateOf = (mailboxes: readonly string[]): readonly string[] =>
  mailboxes.slice(0, Math.ceil(mailboxes.length / 3));

type Storm = {
  readonly plan: Plan;
  readonly pipeline: MailPipeline;
  readonly workers: Workers;
  readonly clock: MovedClock;
  readonly random: () => number;
  readonly mailboxes: readonly string[];
  readonly connections: ReadonlyMap<string, string>;
  readonly customers: Customers;
  /** Gmail's ids, by mailbox and number. */
  readonly ids: Map<string, string>;
  /** What somebody moves or deletes in a later round. */
  readonly laterMoved: Sent[];
  /** After how many more calls of Gmail and Salesforce a worker is killed. */
  readonly kills: { after: number };
};

const placeOf = (mailbox: string, number: number): string => `${mailbox} ${number}`;

/** Runs a whole storm. Describes everything that is wrong afterwards. */
export async function runStorm(plan: Plan): Promise<readonly string[]> {
  const storm = await openStorm(plan);
  const { pipeline, connections, ids, customers } = storm;
  try {
    for (let round = 0; round < plan.rounds; round++) await runRound(storm);
    await recover(storm);
    const expected = {
      pipeline,
      sent: customers.sent,
      idOf: (mailbox: string, number: number) => ids.get(placeOf(mailbox, number)) ?? '',
      connectionOf: (mailbox: string) => connections.get(mailbox) ?? '',
    };
    const wrong = [...missingFrom(storm), ...(await differences(expected))];
    for (const mailbox of storm.mailboxes) wrong.push(...(await bookProblems(expected, mailbox)));
    return wrong;
  } finally {
    await pipeline.close();
  }
}

/** A storm proves nothing if no worker was killed or the store never failed. */
function missingFrom({ workers }: Storm): string[] {
  const log = workers.log();
  return [
    ...(/"code":"internal"/.test(log) ? ['an internal error occurred'] : []),
    ...(workers.killed === 0 ? ['no worker was killed'] : []),
    ...(log.includes('store_unavailable') ? [] : ['the store never failed']),
  ];
}

async function openStorm(plan: Plan): Promise<Storm> {
  const clock = createMovedClock();
  const random = seededRandom(plan.seed);
  const kills = { after: Number.POSITIVE_INFINITY };
  let workers: Workers | undefined;
  const pipeline = await startMailPipeline({
    directory: plan.directory,
    environment: { ...plan.environment, LOG_LEVEL: 'error' },
    composition: { adaptPorts: (ports) => ({ ...ports, clock }) },
    now: clock.now,
    arrives: (path) => {
      if (!/^\/(google\/(gmail|token)|salesforce\/services)/.test(path)) return;
      kills.after -= 1;
      if (kills.after === 0) workers?.killOne();
    },
    functions: async (request, response) => workers?.serve(request, response),
  });
  const environment = { BASE_URL: pipeline.baseUrl, DATA_DIR: plan.directory, ...plan.environment };
  workers = await startWorkers({ count: plan.workers, seed: plan.seed, random, environment });
  const mailboxes = Array.from({ length: plan.mailboxes }, (_, n) => `box-${n}@example.com`);
  const connections = new Map<string, string>();
  for (const address of mailboxes) connections.set(address, await pipeline.connect(address));
  await pipeline.sync();
  return {
    ...{ plan, pipeline, workers, clock, random, mailboxes, connections, kills },
    // Of a seed of its own, so that a run's mail is the same however the workers share the work.
    customers: new Customers(seededRandom(plan.seed + 0.5), {
      mailboxes,
      separate: separateOf(mailboxes),
      largest: plan.largest,
    }),
    ids: new Map(),
    laterMoved: [],
  };
}

/** How often the lease of a killed worker ends in a round; half of them with all faults. */
const BEATS = 4;

/** A round: mail arrives and is pushed, all workers sync, everything fails, and then some time passes. */
async function runRound(storm: Storm): Promise<void> {
  const { plan, pipeline, mailboxes, random, kills, workers } = storm;
  await pass(storm, { minutes: [0.5, 1, 2, 4, 20][Math.floor(random() * 5)] ?? 1, fails: true });
  const endFaults = await provokeFaults(
    pipeline,
    { mailboxes, separate: separateOf(mailboxes) },
    random,
  );
  moveSome(storm);
  kills.after = 1 + Math.floor(random() * 60);
  const share = Math.ceil(plan.mails / plan.rounds);
  const deliveries = (async () => {
    for (let n = 0; n < share; n++) {
      deliver(storm, storm.customers.write());
      if (n % 8 === 0) await pause(20);
    }
  })();
  const syncs = Array.from({ length: plan.workers }, async (_, n) => {
    await pause(100 * n);
    await pipeline.sync().catch(() => undefined);
  });
  await Promise.all([deliveries, ...syncs]);
  workers.killOne();
  for (let beat = 0; beat < BEATS; beat++) {
    await pass(storm, { minutes: 3.5, fails: true });
    if (beat === 1) await endFaults();
    await pipeline.sync().catch(() => undefined);
  }
}

function deliver({ pipeline: { google }, ids, laterMoved }: Storm, mail: Sent): void {
  const isSpam = mail.fate === 'spam' || mail.fate === 'rescued';
  const labels = isSpam && { labelIds: ['SPAM'] };
  for (const address of mail.mailboxes) {
    const { id } = google.deliverMail({ address, content: mail.content, ...labels });
    ids.set(placeOf(address, mail.number), id);
  }
  if (mail.fate === 'rescued' || mail.fate === 'deleted') laterMoved.push(mail);
}

/** What somebody does with mail of the round before. */
function moveSome({ pipeline: { google }, ids, laterMoved }: Storm): void {
  for (const { fate, number, mailboxes } of laterMoved.splice(0)) {
    for (const address of mailboxes) {
      const id = ids.get(placeOf(address, number)) ?? '';
      if (fate === 'deleted') google.deleteMail({ address, id });
      else google.changeLabels({ address, id, add: ['INBOX'], remove: ['SPAM'] });
    }
  }
}

/** Moves all clocks, after everything that was begun has ended. */
async function pass(
  { pipeline, clock, workers }: Storm,
  { minutes, fails }: { readonly minutes: number; readonly fails: boolean },
): Promise<void> {
  await workers.face({ aheadMs: clock.aheadMs, isReliable: !fails });
  await pipeline.google.settlePushes();
  clock.moveTo(clock.aheadMs + minutes * 60_000);
  await workers.face({ aheadMs: clock.aheadMs, isReliable: !fails });
}

/** The minutes before each of the last rounds: leases end, back-offs, an org's pause, and two nights with a sweep. */
const LAST_ROUNDS = [
  4,
  4,
  15,
  70,
  2,
  2,
  70,
  2,
  25 * 60,
  2,
  2,
  2,
  70,
  2,
  2,
  25 * 60,
  2,
  2,
  70,
  2,
  2,
];

/** Ends everything that fails, releases what is held, and lets the time pass until all is filed. */
async function recover(storm: Storm): Promise<void> {
  const { pipeline, kills } = storm;
  kills.after = Number.POSITIVE_INFINITY;
  moveSome(storm);
  for (const minutes of LAST_ROUNDS) {
    await pass(storm, { minutes, fails: false });
    await releaseHeld(storm);
    await pipeline.sync();
  }
  await pipeline.google.settlePushes();
}

async function releaseHeld(storm: Storm): Promise<void> {
  const { pipeline, connections } = storm;
  const ports = mailOf(pipeline.runtime);
  for (const connectionId of connections.values()) {
    const open = await ports.store.listOpenEntries(connectionId, 5000);
    for (const code of new Set(open.map(({ value }) => heldCode(value)))) {
      if (code === null) continue;
      await tryAgain(ports, { connectionId, which: { heldFor: code }, by: 'admin@example.com' });
    }
  }
}

const heldCode = ({ state, failure }: LedgerEntry) =>
  state === 'held' ? (failure?.code ?? null) : null;
