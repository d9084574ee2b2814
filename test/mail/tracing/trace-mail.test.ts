import { expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import type { LocatedMail, MailboxFinder, MailSearch } from '../../../shared/mail/ports.ts';
import { type TraceMailbox, traceMail } from '../../../shared/mail/tracing/index.ts';
import { systemClock } from '../../../shared/runtime/system-ports.ts';
import { createFakeMailStore } from '../fake-mail-store.ts';

const WANTED: MailSearch = { identifier: 'a@b.example', parties: [], subjectWords: [], span: null };

const mailbox = (connectionId: string): TraceMailbox => ({
  connectionId,
  address: `${connectionId}@example.com`,
  access: 'open',
  failure: null,
});

const LOCATED: LocatedMail = {
  ...{ messageId: 'm1', threadId: 't1', labelIds: ['INBOX'], receivedAt: new Date() },
  ...{ subject: 'Hello', from: 'ann@b.example', sender: '', to: 'quick@example.com', cc: '' },
  ...{ bcc: '', deliveredTo: '', identifier: '<a@b.example>', isOurSend: false },
};

const never = (): Promise<never> => new Promise(() => {});

const FINDERS: Readonly<Record<string, MailboxFinder>> = {
  quick: {
    search: async () => ({ messageIds: ['m1', 'gone'], hasMore: false }),
    locate: async (id) => {
      if (id === 'gone') throw new AppError('message_gone');
      return LOCATED;
    },
    labels: never,
  },
  silent: { search: never, locate: never, labels: never },
  refused: {
    search: async () => {
      throw new AppError('gmail_refused');
    },
    locate: never,
    labels: never,
  },
};

test('a mailbox that does not answer keeps nobody waiting, and each that was not searched is named', async () => {
  const began = performance.now();
  const trace = await traceMail(
    {
      store: createFakeMailStore(),
      clock: systemClock,
      finderOf: (id) => FINDERS[id] as MailboxFinder,
      casesOf: () => {
        throw new AppError('org_unknown');
      },
      nativeMailOf: () => {
        throw new AppError('org_unknown');
      },
    },
    {
      wanted: WANTED,
      mailboxes: ['quick', 'silent', 'refused'].map(mailbox),
      beyond: 7,
      foreign: [],
    },
  );
  expect(performance.now() - began).toBeLessThan(2000);
  expect(trace.mailboxes.map(({ outcome, refused }) => [outcome, refused?.code])).toEqual([
    ['searched', undefined],
    ['unfinished', undefined],
    ['failed', 'gmail_refused'],
  ]);
  expect(trace.mails).toMatchObject([
    { messageId: 'm1', isIndirect: false, verdict: { kind: 'unseen', why: 'never_on' } },
  ]);
  expect(trace.beyond).toBe(7);
});
