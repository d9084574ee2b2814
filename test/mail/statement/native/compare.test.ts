import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  compareWithNative,
  dayBefore,
  type Statement,
  type StatementLine,
  spanOf,
  statementOf,
} from '../../../../shared/mail/statement/index.ts';
import { mailOf } from '../../../../shared/runtime/mail.ts';
import { type MailPipeline, startMailPipeline } from '../../../support/mail-pipeline.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';
import { emailToCase, SUPPORT } from './email-to-case.ts';
import { contentOf, PLANTED, type Plant, type Post, postOf } from './post.ts';

const SEED = Number(process.env['SHADOW_SEED'] ?? 20_261_128);
/** Gmail gives a mailbox 6,000 units a minute, which are 300 mails. */
const A_MINUTE = 150;

const directory = temporaryDirectory();
let pipeline: MailPipeline;
let statement: Statement;
let posts: readonly Post[];
/** Gmail's ids, by the names of the mails. */
const ids = new Map<string, string>();
/** How far the clock of the emulators is ahead. */
let ahead = 0;
const now = () => new Date(Date.now() + ahead);

const DAY_MS = 24 * 60 * 60 * 1000;

/** Delivers the mail of a day while native Email-to-Case works on it, and lets the connector follow. */
async function liveThrough(connectionId: string): Promise<void> {
  const native = emailToCase(pipeline.org, SEED + 1);
  for (const [at, post] of posts.entries()) {
    const delivery = { address: SUPPORT, content: contentOf(post, SUPPORT), labelIds: ['INBOX'] };
    const { id } = pipeline.google.deliverMail({ ...delivery, internalDate: post.at });
    ids.set(post.name, id);
    native.take(post);
    if (at % A_MINUTE === A_MINUTE - 1 || at === posts.length - 1) await settle(connectionId);
  }
  await addNoise(native);
}

async function settle(connectionId: string): Promise<void> {
  const { store } = mailOf(pipeline.runtime);
  await pipeline.google.settlePushes();
  for (let run = 0; run < 20; run++) {
    await pipeline.sync({ connectionId });
    const open = await store.listOpenEntries(connectionId, 500);
    const newest = await store.readEntry(connectionId, [...ids.values()].at(-1) ?? '');
    // A run that met another one in the mailbox, or ended in the middle, leaves the rest to the next.
    if (newest && open.length === 0) break;
    // Gmail's quota may have to pass, too.
    ahead += 5000;
  }
  ahead += 61_000;
}

const act = (caseId: string, form: Record<string, string>) =>
  fetch(`${pipeline.baseUrl}/salesforce/cases/${caseId}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });

/** What is in the org besides, and no mistake: other people’s mail, agents’ answers, and what persons put in order. */
async function addNoise(native: ReturnType<typeof emailToCase>): Promise<void> {
  const right = posts.filter(({ plant, place }) => plant === 'right' && place === 0);
  const [first, second, third, fourth] = right;
  if (!first || !second || !third || !fourth) throw new Error('unreachable');
  // The same machine writes to another mailbox in the same minute.
  const alarm =
    posts.find(({ name, plant }) => name.startsWith('alarm') && plant === 'lost') ?? third;
  native.write(alarm, native.openCase(alarm), {
    MessageIdentifier: '<sales-77@machine.example>',
    ToAddress: 'sales@example.com',
  });
  // An agent answers.
  native.write(first, native.caseOf(first) ?? '', {
    MessageIdentifier: '<agent@sfdc.net>',
    FromAddress: SUPPORT,
  });
  // A person deleted the second copy of a mail.
  const copy = native.openCase(second);
  native.write(second, copy);
  await act(copy, { do: 'delete' });
  // A person merged the cases of two conversations.
  await act(native.caseOf(third) ?? '', { do: 'merge', into: native.caseOf(fourth) ?? '' });
}

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory, now });
  const mail = mailOf(pipeline.runtime);
  const connectionId = await pipeline.connect(SUPPORT, { mode: 'shadow' });
  const read = await mail.store.readIntake(connectionId);
  if (!read) throw new Error('unreachable');
  const startsAt = new Date(Date.now() - 3 * DAY_MS);
  await mail.store.writeIntake({ ...read.value, startsAt }, read.revision);
  await pipeline.sync();
  const day = dayBefore(new Date());
  posts = postOf(new Date(`${day}T00:00:00Z`), SEED);
  await liveThrough(connectionId);
  const intake = { ...read.value, startsAt };
  const span = spanOf(day, intake, new Date());
  if (typeof span === 'string') throw new Error(span);
  const clock = {
    now,
    sleep: async (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
  const ports = { ...mail, clock };
  const made = await statementOf(ports, { intake, span });
  expect(made.sums).toMatchObject({ arrived: posts.length, unwritten: posts.length });
  statement = await compareWithNative(ports, { intake, statement: made });
}, 180_000);
afterAll(() => pipeline.close());

const lineOf = (post: Post): StatementLine | undefined =>
  statement.lines.find(({ messageId }) => messageId === ids.get(post.name));

const namesOf = (kind: StatementLine['kind']): readonly string[] =>
  posts.filter((post) => lineOf(post)?.kind === kind).map(({ name }) => name);

const planted = (plant: Plant): readonly string[] =>
  posts.filter((post) => post.plant === plant).map(({ name }) => name);

describe(`A day of several hundred mails in shadow mode (seed ${SEED})`, () => {
  test('writes nothing to the org', () => {
    const ours = pipeline.org.rows('EmailMessage').filter((row) => row['Gmail_Message_Key__c']);
    expect(posts.length).toBeGreaterThan(350);
    expect(ours).toEqual([]);
    expect(pipeline.org.rows('Case').filter((row) => row['Gmail_Message_Key__c'])).toEqual([]);
    expect(pipeline.org.rows('ContentVersion')).toEqual([]);
  });

  test.each([
    ['native_missed', 'lost'],
    ['native_doubled', 'doubled'],
    ['native_other_case', 'wrong'],
  ] as const)('names as %s exactly what native Email-to-Case has %s', (kind, plant) => {
    expect(planted(plant)).toHaveLength(PLANTED);
    expect(namesOf(kind)).toEqual(planted(plant));
  });

  test('says of all other mail that both did the same', () => {
    expect(namesOf('as_native')).toEqual(planted('right'));
    expect(statement.sums).toMatchObject({ native: 3 * PLANTED, differences: 0, unwritten: 0 });
    expect(statement.isBalanced).toBe(false);
  });
});
