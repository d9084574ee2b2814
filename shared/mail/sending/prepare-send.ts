import type { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import type { MimeMail } from '../composing/compose-mime.ts';
import { keepContent } from '../keep-content.ts';
import { sendIdOf } from '../model/send.ts';
import type { Person, SendRequest } from '../model/send-request.ts';
import type { SendAsAddress } from '../ports.ts';
import { MAX_MESSAGE_BYTES } from './check-request.ts';
import { gatherFiles } from './gather-files.ts';
import type { SendPorts } from './send-ports.ts';
import { threadOf } from './thread-of.ts';
import { htmlWithToken, textWithToken } from './with-token.ts';

/** A message that is ready to be handed to Gmail. */
export type PreparedMessage = {
  readonly orgId: string | null;
  readonly date: Date;
  /** The mailbox's history id before it is sent. */
  readonly historyId: string;
  readonly bytes: number;
  readonly threadId: string | null;
  open(): Readable;
  /** Removes the temporary file. Always call it. */
  discard(): Promise<void>;
};

const IN_MEMORY_BYTES = 1024 * 1024;

/**
 * Asks Gmail and the organization for all that a mail needs, and composes it. Nothing is sent or stored.
 *
 * @throws AppError `send_not_allowed`, `send_as_refused`, `org_unknown`, `case_unknown`, `send_parent_unknown`,
 *   `send_file_unreadable`, `send_too_large`; what the ports throw
 */
export async function prepareSend(
  ports: SendPorts,
  request: SendRequest,
): Promise<PreparedMessage> {
  const { connectionId, caseId, attachments } = request;
  const [isAllowed, orgId] = await Promise.all([
    ports.maySend(connectionId),
    orgOf(ports, request),
  ]);
  if (!isAllowed) throw new AppError('send_not_allowed');
  const needsOrg = caseId !== null || attachments.some((each) => 'fileId' in each);
  if (needsOrg && orgId === null) throw new AppError('org_unknown');
  const caseMail = needsOrg && orgId !== null ? ports.caseMailOf(orgId) : null;
  const [profile, sendAs, conversation, token] = await Promise.all([
    ports.readerOf(connectionId).profile(),
    ports.senderOf(connectionId).sendAs(),
    caseId === null ? [] : (caseMail?.conversationOf(caseId) ?? []),
    caseId === null ? null : (caseMail?.threadTokenOf(caseId) ?? null),
  ]);
  const from = senderOf(request.from, { own: profile.address, sendAs });
  const threading = await threadOf(ports, request, conversation);
  const { files, discard } = await gatherFiles(attachments, { caseMail, scratch: ports.scratch });
  try {
    const date = ports.clock.now();
    const text = textWithToken(request.text, token);
    const html = htmlWithToken(request.html, token);
    const mail = { ...request, ...threading, sendId: sendIdOf(request), date, from, text, html };
    const composed = await compose(ports, { ...mail, files });
    const { historyId } = profile;
    const orgOfRow = caseId === null ? null : orgId;
    return { ...composed, orgId: orgOfRow, date, historyId, threadId: threading.threadId };
  } finally {
    await discard();
  }
}

/** The org that the request names, else the one that the mail of the mailbox goes to; null: none. */
async function orgOf(
  { store }: SendPorts,
  { orgId, connectionId }: SendRequest,
): Promise<string | null> {
  if (orgId !== null) return orgId;
  const intake = await store.readIntake(connectionId);
  return intake?.value.routing.orgId ?? null;
}

/** Refuses what is no alias of the mailbox: Gmail would send from another address without a word. */
function senderOf(
  asked: Person | null,
  { own, sendAs }: { readonly own: string; readonly sendAs: readonly SendAsAddress[] },
): Person {
  if (asked === null) return { address: own, name: null };
  const known = sendAs.find(({ address }) => address === asked.address.toLowerCase());
  if (!known) throw new AppError('send_as_refused', { detail: { reason: 'unknown' } });
  if (!known.isConfirmed)
    throw new AppError('send_as_refused', { detail: { reason: 'unconfirmed' } });
  return asked;
}

async function compose({ scratch }: SendPorts, mail: MimeMail) {
  const { composeMime } = await import('../composing/compose-mime.ts');
  let bytes = 0;
  async function* counted(content: Readable): AsyncGenerator<Buffer> {
    for await (const part of content as AsyncIterable<Buffer>) {
      bytes += part.length;
      yield part;
    }
  }
  const content = counted(composeMime(mail));
  const kept = await keepContent(content, { scratch, inMemoryBytes: IN_MEMORY_BYTES });
  if (bytes <= MAX_MESSAGE_BYTES) return { bytes, ...kept };
  await kept.discard();
  throw new AppError('send_too_large');
}
