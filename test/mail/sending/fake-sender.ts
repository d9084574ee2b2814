import { buffer } from 'node:stream/consumers';
import { AppError } from '../../../shared/errors.ts';
import {
  type MailboxSender,
  type OutgoingMessage,
  SEND_HEADER,
  type SendAnswer,
  type SendAsAddress,
} from '../../../shared/mail/ports.ts';
import type { FakeGmail } from '../fake-gmail.ts';

/**
 * What becomes of the next message:
 * - `lose`: it is accepted, and the answer is lost
 * - `drop`: it is not accepted, and the answer is lost
 * - `late`: the answer is lost, and it is accepted some minutes later
 */
export type Fate = 'accept' | 'refuse' | 'lose' | 'drop' | 'late';

type Clock = { now(): Date };

const LATE_MS = 9 * 60_000;

export const gmailError = (status: number, error: string, about: object = {}): AppError =>
  new AppError(status === 429 ? 'google_unavailable' : 'gmail_refused', {
    upstream: {
      service: 'gmail',
      endpoint: 'gmail',
      status,
      error,
      subtype: null,
      description: null,
      ...about,
    },
  });

const LOST = new AppError('google_unavailable');

const headerOf = (raw: Buffer, name: string): string | null =>
  new RegExp(`^${name}: (.*)\r?$`, 'im').exec(raw.toString('latin1'))?.[1]?.trim() ?? null;

/** Gmail's side of sending, over the fake mailbox: what is accepted is in it as SENT, with a Message-ID of Gmail's. */
export function createFakeSender(gmail: FakeGmail, clock: Clock) {
  let accepted = 0;
  const pending: { at: number; deliver: () => void }[] = [];
  const sender = {
    /** For the next messages; `accept` when it is empty. */
    fates: [] as Fate[],
    refusal: gmailError(400, 'invalidArgument'),
    sendAs: [
      { address: 'support@example.com', isConfirmed: true },
      { address: 'help@example.com', isConfirmed: true },
      { address: 'new@brand.example', isConfirmed: false },
    ] as SendAsAddress[],
    /** Everything that Gmail accepted. */
    sent: [] as { readonly raw: Buffer; readonly threadId: string | null }[],
    asked: [] as OutgoingMessage[],
    /** Gmail takes headers away that it does not know. */
    dropsHeader: false,
    before: async (_operation: keyof MailboxSender): Promise<void> => {},
    after: async (_operation: keyof MailboxSender): Promise<void> => {},
    /** What was accepted late and is due. */
    settle(): void {
      for (const one of pending.splice(0)) {
        if (one.at <= clock.now().getTime()) one.deliver();
        else pending.push(one);
      }
    },
    senderOf: null as unknown as (connectionId: string) => MailboxSender,
  };
  const accept = (connectionId: string, content: Buffer, threadId: string | null) => {
    accepted += 1;
    const text = content
      .toString('latin1')
      .replace(/^Message-ID: .*$/im, `Message-ID: <CA${accepted}@mail.gmail.com>\r`)
      .replace(sender.dropsHeader ? new RegExp(`^${SEND_HEADER}: .*\r\n`, 'im') : /(?!)/, '');
    const raw = Buffer.from(text, 'latin1');
    sender.sent.push({ raw, threadId });
    return gmail.deliver(connectionId, {
      raw,
      labelIds: ['SENT'],
      ...(threadId !== null && { threadId }),
    });
  };
  const send = async (connectionId: string, message: OutgoingMessage): Promise<SendAnswer> => {
    if (clock.now() >= message.beginBefore) return { kind: 'refused', error: LOST };
    sender.asked.push(message);
    const fate = sender.fates.shift() ?? 'accept';
    if (fate === 'refuse') return { kind: 'refused', error: sender.refusal };
    if (fate === 'drop') return { kind: 'unclear', error: LOST };
    const content = await buffer(message.open());
    if (fate === 'late') {
      const deliver = () => void accept(connectionId, content, message.threadId);
      pending.push({ at: clock.now().getTime() + LATE_MS, deliver });
      return { kind: 'unclear', error: LOST };
    }
    const { messageId, threadId } = accept(connectionId, content, message.threadId);
    return fate === 'lose'
      ? { kind: 'unclear', error: LOST }
      : { kind: 'accepted', messageId, threadId };
  };
  const called = async <T>(operation: keyof MailboxSender, work: () => T | Promise<T>) => {
    await sender.before(operation);
    const answer = await work();
    await sender.after(operation);
    return answer;
  };
  sender.senderOf = (connectionId) => ({
    sendAs: () => called('sendAs', () => sender.sendAs),
    send: (message) => called('send', () => send(connectionId, message)),
    readSent: (messageId) =>
      called('readSent', () => {
        const found = gmail
          .messagesOf(connectionId)
          .find((message) => message.messageId === messageId);
        if (!found) throw new AppError('message_gone');
        const date = new Date(headerOf(found.raw, 'Date') ?? Number.NaN);
        return {
          receivedAt: found.receivedAt,
          sendId: headerOf(found.raw, SEND_HEADER),
          date: Number.isNaN(date.getTime()) ? null : date,
          identifier: headerOf(found.raw, 'Message-ID')?.replace(/^<|>$/g, '') ?? null,
        };
      }),
  });
  return sender;
}

export type FakeSender = ReturnType<typeof createFakeSender>;
