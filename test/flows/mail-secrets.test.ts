import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeIntakeDue } from '../../shared/mail/index.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { type Cloud, startCloud } from '../support/cloud/cloud-for-processes.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { runCommand } from '../support/command.ts';
import { emulator } from '../support/emulator.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
/** What a mail says: none of it may be stored or logged by us. */
const SAID = [
  'marked-customer',
  'Marked Name',
  'marked-subject',
  'marked-text',
  'marked-file',
  'marked-content',
  'marked-id',
];
/** Where the state of a pipeline is. */
type Place = {
  /** Starts a pipeline there. */
  open(directory: string): Promise<MailPipeline>;
  /** Everything that is stored there, as text. */
  stored(directory: string): Promise<string>;
};

const mail = (number: number): string =>
  [
    'Authentication-Results: mx.google.com; dmarc=pass header.from=marked-customer.example',
    `From: Marked Name <marked-customer-${number}@marked-customer.example>`,
    `To: ${SUPPORT}`,
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <marked-id-${number}@marked-customer.example>`,
    'Subject: marked-subject',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="next"',
    '',
    '--next',
    'Content-Type: text/plain',
    '',
    'marked-text',
    '--next',
    'Content-Type: application/octet-stream',
    'Content-Disposition: attachment; filename="marked-file.pdf"',
    '',
    'marked-content',
    '--next--',
    '',
  ].join('\r\n');

/** The same over any state. */
function keepsNothing({ open, stored }: Place): void {
  const directory = temporaryDirectory();
  const answers: string[] = [];
  let pipeline: MailPipeline;
  let connectionId: string;

  beforeAll(async () => {
    pipeline = await open(directory);
    connectionId = await pipeline.connect(SUPPORT);
    await pipeline.sync();
  }, 60_000);
  afterAll(() => pipeline?.close());

  let sent = 0;

  /** Delivers a mail, syncs, and answers what became of it. */
  async function outcomeOf(labelIds = ['INBOX', 'UNREAD']): Promise<string> {
    sent += 1;
    const { id } = pipeline.google.deliverMail({ address: SUPPORT, content: mail(sent), labelIds });
    await pipeline.google.settlePushes();
    // Gmail drops pushes within a second of the one before.
    await makeIntakeDue(mailOf(pipeline.runtime), connectionId);
    answers.push(JSON.stringify(await pipeline.sync({ connectionId })));
    const entry = (await pipeline.runtime.mail.readEntry(connectionId, id))?.value;
    answers.push(JSON.stringify(entry ?? null));
    return `${entry?.state} ${entry?.failure?.code ?? entry?.skipped ?? ''}`.trim();
  }

  test('nothing that a mail says is logged or answered, when it is filed and when it fails', async () => {
    const { org, google, baseUrl } = pipeline;
    const outcomes = [await outcomeOf(), await outcomeOf(['SPAM'])];
    // What an administrator wrote in a rule is kept, but no address.
    const message = 'Ask marked-customer-3@marked-customer.example for the product.';
    const rule = { object: 'Case', message };
    org.switchOn('validation_rule', rule);
    outcomes.push(await outcomeOf());
    org.switchOff('validation_rule');
    for (const fault of ['server_error', 'html_error', 'dropped', 'answer_lost', 'answer_cut']) {
      org.switchOn(fault, { calls: 'writes', times: 1 });
      outcomes.push(await outcomeOf());
      org.switchOff(fault);
    }
    org.switchOn('trigger_throws', { object: 'EmailMessage', times: 1 });
    outcomes.push(await outcomeOf());
    org.switchOn('read_only', { times: 1 });
    outcomes.push(await outcomeOf());
    await emulator(`${baseUrl}/google`).provoke('html_error', SUPPORT, { endpoint: 'gmail' });
    google.deliverMail({ address: SUPPORT, content: mail(99) });
    await google.settlePushes();
    await makeIntakeDue(mailOf(pipeline.runtime), connectionId);
    answers.push(JSON.stringify(await pipeline.sync()));

    expect(outcomes.slice(0, 4)).toEqual([
      'filed',
      'skipped spam',
      'held record_refused',
      'found org_unavailable',
    ]);
    expect(outcomes.slice(-2)).toEqual(['found record_trigger_failed', 'found org_unavailable']);
    const seen = [pipeline.log(), ...answers].join('\n');
    expect(seen).toContain('message: held');
    expect(seen).toContain('the mailbox could not be read');
    expect(SAID.filter((said) => seen.toLowerCase().includes(said.toLowerCase()))).toEqual([]);
  });

  test('the store holds none of it, and no file of it is left', async () => {
    const text = (await stored(directory)).toLowerCase();
    // It has what became of the mail.
    for (const known of ['"filed"', '"skipped"', '"held"', '"found"', 'record_refused'])
      expect(text).toContain(known);
    expect(SAID.filter((said) => text.includes(said.toLowerCase()))).toEqual([]);
    const left = readdirSync(directory).includes('mail')
      ? readdirSync(join(directory, 'mail'))
      : [];
    expect(left).toEqual([]);
  });
}

describe('with the state in SQLite', () =>
  keepsNothing({
    open: (directory) => startMailPipeline({ directory }),
    stored: async (directory) =>
      readdirSync(directory)
        .filter((name) => name.startsWith('connector.sqlite'))
        .map((file) => readFileSync(join(directory, file)).toString('latin1'))
        .join(),
  }));

describeWithFirestore('with the state in Firestore and Secret Manager', (firestore) => {
  let cloud: Cloud;
  keepsNothing({
    open: async (directory) => {
      cloud = await startCloud(firestore);
      const environment = cloud.environment('secret-manager');
      expect(await runCommand(['keys', 'init'], environment)).toMatchObject({ code: 0 });
      return startMailPipeline({ directory, environment });
    },
    stored: async () => {
      const payloads = cloud.secretManager
        .secrets()
        .flatMap(({ versions }) => versions.map(({ payload }) => payload));
      expect(payloads.length).toBeGreaterThan(0);
      return [...(await documentsIn(cloud.firestore)), ...payloads].join();
    },
  });
});

/** Every document, also of collections below others: its path and all of its fields. */
async function documentsIn(place: Pick<Firestore, 'listCollections'>): Promise<readonly string[]> {
  const collections = await place.listCollections();
  const found = await Promise.all(collections.map((collection) => collection.get()));
  const documents = found.flatMap(({ docs }) => docs);
  const below = await Promise.all(documents.map(({ ref }) => documentsIn(ref)));
  const fields = documents.flatMap((each) => Object.values(each.data()));
  return [
    ...documents.map(({ ref }) => ref.path),
    ...fields.map((field) => (typeof field === 'string' ? field : JSON.stringify(field))),
    ...below.flat(),
  ];
}
