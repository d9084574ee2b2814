import { Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import type { CaseEmail, CaseMail, MailStore, OrgFile } from '../../../shared/mail/ports.ts';
import type { SendPorts } from '../../../shared/mail/sending/index.ts';
import { createFakeGmail } from '../fake-gmail.ts';
import { createFakeMailStore } from '../fake-mail-store.ts';
import { createFakeOrg } from '../fake-org.ts';
import { createFakeScratch } from '../message/mails.ts';
import { createFakeSender } from './fake-sender.ts';

export const MAILBOX = 'support';
export const TOKEN = 'thread::500000000000000001::';
export const MINUTE = 60_000;

const QUESTION = {
  subject: 'Broken lamp',
  text: 'It is broken.',
  html: null,
  headers: '',
  fromAddress: 'carla@customer.example',
  fromName: 'Carla',
  to: 'support@example.com',
  cc: '',
  date: new Date('2026-11-28T09:00:00Z'),
  messageId: 'question@customer.example',
  inReplyTo: null,
  threadIndex: null,
  threadId: 'thread-1',
};

/** A mailbox, an organization with one case whose question came in, a store, and a clock that the test moves. */
export async function createWorld() {
  let now = Date.parse('2026-11-28T10:00:00Z');
  let ids = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number): Promise<void> => {
      now += milliseconds;
    },
  };
  const gmail = createFakeGmail(clock);
  const sender = createFakeSender(gmail, clock);
  const org = createFakeOrg();
  const store = createFakeMailStore();
  const room = createFakeScratch();
  gmail.addMailbox(MAILBOX, 'support@example.com');
  const { caseId } = await org.store.file({
    key: 'a'.repeat(64),
    target: {
      kind: 'new_case',
      contactId: null,
      subject: 'Broken lamp',
      routing: { origin: null, priority: null, recordTypeId: null, owner: { kind: 'default' } },
    },
    email: QUESTION,
  });
  const world = {
    clock,
    gmail,
    sender,
    org,
    store,
    room,
    caseId,
    maySend: true,
    files: new Map<string, { readonly name: string; readonly content: Buffer }>(),
    token: null as string | null,
    /** Moves the clock, and with it what Gmail does by itself. */
    pass(milliseconds: number): void {
      now += milliseconds;
      sender.settle();
    },
    /** A mail of somebody else arrives, by which the history is known to be complete. */
    arrive: () => gmail.deliver(MAILBOX),
    ports: null as unknown as SendPorts,
    rows: () => org.emailsOf(caseId).filter(({ email }) => email.isOutgoing === true),
  };
  world.ports = portsOf(world, store, () => `id-${++ids}`);
  return world;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

const portsOf = (world: World, store: MailStore, unique: () => string): SendPorts => ({
  store,
  readerOf: world.gmail.readerOf,
  senderOf: world.sender.senderOf,
  casesOf: () => world.org.store,
  caseMailOf: () => caseMailOf(world),
  maySend: async () => world.maySend,
  scratch: world.room.scratch,
  clock: world.clock,
  ids: { unique, random: () => 0.5 },
});

function caseMailOf({ org, files, token }: World): CaseMail {
  return {
    conversationOf: async (caseId) => {
      if (!org.cases.has(caseId)) throw new AppError('case_unknown');
      return org.emailsOf(caseId).map(
        ({ id, email }): CaseEmail => ({
          emailMessageId: id,
          identifier: email.messageId,
          threadId: email.threadId,
          subject: email.subject,
          isIncoming: email.isOutgoing !== true,
        }),
      );
    },
    threadTokenOf: async () => token,
    fileOf: async (fileId): Promise<OrgFile> => {
      const found = files.get(fileId);
      if (!found) throw new AppError('send_file_unreadable');
      const { name, content } = found;
      return {
        name,
        bytes: content.length,
        read: (take) => take(Readable.from([content], { objectMode: false })),
      };
    },
  };
}
