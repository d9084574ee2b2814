import { AppError } from '../../errors.ts';
import { understandSent } from '../filing/sent-mail.ts';
import { originalOf, storeFiles } from '../filing/store-files.ts';
import { linkThread } from '../filing/thread-link.ts';
import { joinCase } from '../filing/write-on-case.ts';
import { DEFAULT_POLICIES } from '../model/policies.ts';
import type { Send } from '../model/send.ts';
import type { RawMessage } from '../ports.ts';
import type { SendPorts } from './send-ports.ts';

/** A large mail waits for its turn in this process no longer than this. */
const WAIT_MS = 30_000;

type Written = Pick<Send, 'caseId' | 'emailMessageId' | 'identifier'>;

/**
 * Writes the EmailMessage of a sent mail on its case, with its files, and links its thread. It reads the copy that
 * Gmail keeps, as the mirror of sent mail does. So the row says what was really sent and has Gmail's Message-ID; and
 * both write the same unique key, so that only the first of them makes a row.
 *
 * @throws AppError `case_gone`; `message_gone`; what the reader and the case store throw
 */
export async function writeToCase(ports: SendPorts, send: Send): Promise<Written> {
  const { connectionId, sent } = send;
  const raw = await ports.readerOf(connectionId).read(sent?.messageId ?? '', WAIT_MS);
  if (raw === null) throw new AppError('google_unavailable');
  try {
    return await writeRead(ports, send, raw);
  } finally {
    await raw.discard();
  }
}

async function writeRead(ports: SendPorts, send: Send, raw: RawMessage): Promise<Written> {
  const { connectionId } = send;
  const [{ parseMail }, { prepareMail }, intake] = await Promise.all([
    import('../message/index.ts'),
    import('../filing/prepare-mail.ts'),
    ports.store.readIntake(connectionId),
  ]);
  const policies = intake?.value.routing.policies ?? DEFAULT_POLICIES;
  const { mail, discard } = await parseMail(raw, ports.scratch);
  try {
    const read = { connectionId, raw, mail, isOutgoing: true };
    const prepared = prepareMail(read, understandSent(mail), policies);
    const cases = ports.casesOf(send.orgId ?? '');
    const filed = await joinCase(cases, send.caseId ?? '', prepared);
    if (filed === null) throw new AppError('case_gone');
    const { caseId, emailMessageId, as } = filed;
    const { attachments } = mail;
    const original = prepared.needsOriginal ? await originalOf(raw) : null;
    if (attachments.length > 0 || original !== null) {
      const isRetry = as === 'copy' || send.failure !== null;
      const keep = async (): Promise<void> => {};
      await storeFiles(cases, { emailMessageId, attachments, original, isRetry, keep });
    }
    const entry = { connectionId, threadId: raw.threadId };
    const before = await ports.store.readThreadLink(connectionId, raw.threadId);
    await linkThread(ports, { entry, before, caseId, mail });
    return { caseId, emailMessageId, identifier: mail.messageId };
  } finally {
    await discard();
  }
}
