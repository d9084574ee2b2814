import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ORG_PATH } from '../build/warm-up/salesforce.ts';
import { sampleConnection } from '../build/warm-up/sample-connection.ts';
import { sampleIntake } from '../build/warm-up/sample-intake.ts';
import { MAIL_SYNC } from '../shared/jobs/mail-sync.ts';
import { cutMail, parseMail } from '../shared/mail/message/index.ts';
import { mailOf } from '../shared/runtime/mail.ts';
import { ALL_SHARDS } from '../shared/tokens/index.ts';
import { createFakeScratch, rawOf } from '../test/mail/message/mails.ts';
import type { Waiting } from './open-mail-endpoints.ts';
import { openRuntime } from './open-runtime.ts';
import { forgetPeak, peakMemoryOf, residentMemoryOf } from './process-memory.ts';
import { MAIL } from './sample-mail.ts';
import type { MailOutcome, MailRequest, Times } from './start-mail-instance.ts';

// One instance of mail-sync over SQLite: a process that files what waits on each message of its parent.

const HOUR_MS = 60 * 60 * 1000;
const TIMEOUT_MS = 10 * 60 * 1000;

const [directory = '', baseUrl = ''] = process.argv.slice(2);
const runtime = await openRuntime({
  DATA_DIR: directory,
  GOOGLE_EMULATOR_URL: baseUrl,
  SALESFORCE_EMULATOR_URL: `${baseUrl}${ORG_PATH}`,
});
const login = {
  myDomain: `${baseUrl}${ORG_PATH}`,
  clientId: 'bench-consumer-key',
  username: null,
  secret: { kind: 'client_secret', clientSecret: 'bench-consumer-secret' },
  certificate: null,
} as const;
const org = await mailOf(runtime).orgs.add(login, 'admin@example.com');

/** Connects a mailbox whose access token says what waits in it, or makes one due again. */
async function makeDue(id: string, waiting: Waiting): Promise<void> {
  const now = new Date();
  const intake = await runtime.mail.readIntake(id);
  if (intake) {
    const due = { ...intake.value, dueAt: now, pollAt: now };
    await runtime.mail.writeIntake(due, intake.revision);
    return;
  }
  const expiresAt = new Date(now.getTime() + HOUR_MS);
  const connection = { ...sampleConnection(id, `${id}.grant`, expiresAt), usedAt: now };
  const accessToken = { value: JSON.stringify(waiting), expiresAt };
  await runtime.store.writeConnection({ ...connection, accessToken }, null);
  await runtime.mail.writeIntake(sampleIntake(id, org.id, now), null);
}

let most = 0;

/** Watches how many bytes the temporary files have. Answers the most so far once it is stopped. */
function watchScratch(): () => number {
  const look = (): void => {
    const files = readdirSync(join(directory, 'mail'), { recursive: true, withFileTypes: true });
    const sizes = files.map((file) => statSync(join(file.parentPath, file.name)));
    const bytes = sizes.reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
    most = Math.max(most, bytes);
  };
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      // A file was removed while it was looked at, or there is none yet.
    }
  }, 10);
  return () => {
    clearInterval(timer);
    return most;
  };
}

async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  const startedAt = performance.now();
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return { milliseconds: performance.now() - startedAt, threadMicroseconds: user + system };
}

const PARSED = 200;

/** Parses and sanitises mails of 20 KB, and does nothing else with them. */
async function parseAlone(): Promise<void> {
  const { scratch } = createFakeScratch();
  for (let nth = 0; nth < PARSED; nth++) {
    const raw = rawOf(MAIL);
    const { mail, discard } = await parseMail(raw, scratch);
    cutMail(mail, raw);
    await discard();
  }
}

/** Of one mail. */
const mean = (all: readonly Times[]): Times => {
  const sum = (figure: keyof Times): number => all.reduce((sofar, one) => sofar + one[figure], 0);
  const count = all.length * PARSED;
  return {
    milliseconds: sum('milliseconds') / count,
    threadMicroseconds: sum('threadMicroseconds') / count,
  };
};

async function fileAll({ mailboxes, waiting }: MailRequest): Promise<MailOutcome> {
  const name = `${waiting.size}-${waiting.mails}`;
  for (let nth = 0; nth < mailboxes; nth++) await makeDue(`${name}-${nth}`, waiting);
  const scratchBytes = watchScratch();
  const until = new Date(Date.now() + TIMEOUT_MS);
  const { ms: _, ...limits } = MAIL_SYNC.limits;
  let left = 0;
  let read = 0;
  // Other load on the machine slows both: it is measured before and after.
  const parsedBefore = await timesOf(parseAlone);
  const filed = await timesOf(async () => {
    const run = { ...limits, until, shards: ALL_SHARDS };
    ({ left, read } = await MAIL_SYNC.doDue(runtime, run, () => {}));
  });
  if (left > 0 || read !== mailboxes) throw new Error(`${read} mailboxes were read.`);
  const parsedAfter = await timesOf(parseAlone);
  return {
    filed,
    parsed: mean([parsedBefore, parsedAfter]),
    idleBytes,
    peakBytes: peakMemoryOf(process.pid),
    scratchBytes: scratchBytes(),
  };
}

globalThis.gc?.();
forgetPeak();
const idleBytes = residentMemoryOf(process.pid);
process.on('message', async (request: MailRequest) => {
  process.send?.(await fileAll(request));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
