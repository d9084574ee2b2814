import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { FAULTS } from '../../../local/salesforce/faults/catalogue.ts';
import { CAUSES_BY_CODE } from '../../../shared/diagnosis/causes-by-code.ts';
import { type Cause, diagnose } from '../../../shared/diagnosis/index.ts';
import { type ErrorCode, errorEntry } from '../../../shared/errors.ts';
import type { MailFailure } from '../../../shared/mail/model/mail-failure.ts';
import { emulator } from '../../support/emulator.ts';
import { eventually } from '../../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../../support/mail-pipeline.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { textMail } from '../../support/text-mail.ts';
import { endingsAt, GOOGLE_ENDINGS, ORG_ENDINGS, type SwitchEnding } from './endings.ts';

const MINUTE = 60_000;
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let google: ReturnType<typeof emulator>;
let ahead = 0;
const now = (): Date => new Date(Date.now() + ahead);

beforeAll(async () => {
  pipeline = await startMailPipeline({
    directory,
    now,
    composition: {
      adaptPorts: (ports) => ({ ...ports, clock: { now, sleep: ports.clock.sleep } }),
    },
  });
  google = emulator(`${pipeline.baseUrl}/google`);
});
afterEach(async () => {
  await google.heal();
  for (const { fault } of FAULTS) pipeline.org.switchOff(fault);
  // An organization that refused is asked again only after a while.
  ahead += 61 * MINUTE;
});
afterAll(() => pipeline.close());

let mailboxes = 0;

/** A mailbox whose mail becomes cases. */
async function openMailbox() {
  mailboxes += 1;
  const address = `box-${mailboxes}@example.com`;
  const connectionId = await pipeline.connect(address);
  await pipeline.sync({ connectionId });
  const entry = async () => {
    const listing = { connectionId, state: null, after: null, limit: 9 };
    return (await pipeline.runtime.mail.listEntries(listing)).items.at(-1);
  };
  return { address, connectionId, entry };
}

type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

async function deliver({ address }: Mailbox, subject: string, answers: string | null = null) {
  const headers = {
    From: 'Ann <ann@customer.example>',
    To: address,
    Subject: subject,
    'Message-ID': `<${randomUUID()}@customer.example>`,
    Date: now().toUTCString(),
    ...(answers !== null && { 'In-Reply-To': answers, References: answers }),
  };
  pipeline.google.deliverMail({ address, content: textMail(headers, 'How do I reset it?') });
  await pipeline.google.settlePushes();
}

/** Runs it as the scheduler does, minutes apart, until a mail is on a case, once. */
async function runUntilFiled({ connectionId }: Mailbox, subject: string): Promise<void> {
  for (let runs = 0; runs < 6 && emails(subject).length === 0; runs++) {
    ahead += 3 * MINUTE;
    await pipeline.sync({ connectionId });
  }
  expect(emails(subject)).toHaveLength(1);
}

const causeOf = (failure: MailFailure | null | undefined) =>
  failure ? diagnose(failure).cause : null;

/** The code that means this cause by itself, without an answer of Google's. */
function codeOf(cause: Cause): ErrorCode {
  const [code] = Object.entries(CAUSES_BY_CODE).find(([, found]) => found === cause) ?? [];
  if (!code) throw new Error(`no code means ${cause}`);
  return code as ErrorCode;
}

const emails = (subject: string) =>
  pipeline.org.rows('EmailMessage').filter((row) => row['Subject'] === subject);

const atGoogle = ({ fault, parameters }: SwitchEnding) => google.provoke(fault, '*', parameters);
const inOrg = async ({ fault, parameters }: SwitchEnding) => {
  pipeline.org.switchOn(fault, parameters);
};
const ON_MAIL = [
  ...endingsAt(GOOGLE_ENDINGS, 'mail').map((ending) => ({ ...ending, provoke: atGoogle })),
  ...endingsAt(ORG_ENDINGS, 'mail').map((ending) => ({ ...ending, provoke: inOrg })),
];

describe('a mail becomes a case in spite of', () => {
  test.each(ON_MAIL.filter(({ cause }) => cause === null))('$fault', async (ending) => {
    const mailbox = await openMailbox();
    const first = `Before ${ending.fault}`;
    await deliver(mailbox, first);
    await runUntilFiled(mailbox, first);
    const answered = pipeline.google.mailOf(mailbox.address).at(-1)?.messageId ?? null;
    await ending.provoke(ending);
    ahead += MINUTE;
    const subject = `Re: ${first}`;
    await deliver(mailbox, subject, answered);
    const ran = pipeline.sync({ connectionId: mailbox.connectionId });
    // Gmail has changes since the moment at which it listed a mailbox: this one cannot last.
    if (ending.fault === 'history_expired') await pause(500).then(google.heal);
    await ran;
    // Mail that no push and no history names is found by the nightly sweep.
    if (emails(subject).length === 0) ahead += 25 * 60 * MINUTE;
    await runUntilFiled(mailbox, subject);
  });
});

describe('a mail says why it is no case yet, and becomes one when that is over', () => {
  test.each(ON_MAIL.filter(({ cause }) => cause !== null))('$fault: $cause', async (ending) => {
    const mailbox = await openMailbox();
    const subject = `Mail under ${ending.fault}`;
    await ending.provoke(ending);
    await deliver(mailbox, subject);
    await pipeline.sync({ connectionId: mailbox.connectionId });
    expect(causeOf((await mailbox.entry())?.failure)).toBe(ending.cause);
    expect(emails(subject)).toEqual([]);
  });
});

describe('a mailbox says why Gmail does not announce its mail', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'watch'))('$fault: $cause', async (ending) => {
    await atGoogle(ending);
    const { connectionId } = await openMailbox();
    const intake = await pipeline.runtime.mail.readIntake(connectionId);
    expect(causeOf(intake?.value.watchFailure)).toBe(ending.cause);
  });
});

describe('an answer to a customer', () => {
  test.each(endingsAt(GOOGLE_ENDINGS, 'answer'))('under $fault: $cause', async (ending) => {
    const mailbox = await openMailbox();
    const subject = `A question before ${ending.fault}`;
    await deliver(mailbox, subject);
    await runUntilFiled(mailbox, subject);
    await atGoogle(ending);
    const caseId = String(emails(subject)[0]?.['ParentId']);
    const form = { do: 'reply', mailbox: mailbox.address, text: 'Yes.', event_id: ending.fault };
    const press = () =>
      fetch(`${pipeline.baseUrl}/salesforce/cases/${caseId}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
    const pressed = await press();
    if (ending.cause === null) {
      await eventually(async () => (await press()).status === 303);
      const sent = pipeline.google
        .mailOf(mailbox.address)
        .filter(({ labelIds }) => labelIds.includes('SENT'));
      expect(sent).toHaveLength(1);
    } else {
      expect(pressed.status).toBe(400);
      expect(await pressed.text()).toContain(errorEntry(codeOf(ending.cause)).en);
    }
  });
});
