import { AppError } from '../../errors.ts';
import type { Correction, Filed, LedgerEntry } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { MailPorts, ParsedMail } from '../ports.ts';
import { makeDue } from './make-due.ts';
import type { UnderstoodMail } from './understand.ts';

/** What an administrator says of a message that is filed. */
export type Correcting = {
  readonly connectionId: string;
  readonly messageId: string;
  readonly correction: Correction;
};

/**
 * Notes that a filed message is on the wrong case, or has the wrong customer. The next run of its mailbox files it
 * again, so that whatever fails is tried again or held as with any other mail.
 *
 * @throws AppError `mail_unknown`; `mail_not_filed`: it is not filed any more, or somebody else corrects it;
 *   `case_same`; `mail_not_forwarded`; `intake_off`, `intake_unknown`
 */
export async function correctMail(
  ports: Pick<MailPorts, 'store' | 'clock'>,
  { connectionId, messageId, correction }: Correcting,
): Promise<void> {
  const read = await ports.store.readEntry(connectionId, messageId);
  if (read === null) throw new AppError('mail_unknown');
  requireCorrectable(read.value, correction);
  // First, so that a crash leaves a mailbox that looks once in vain, and never a mail that nobody looks at.
  const { isOn } = await makeDue(ports, connectionId);
  if (!isOn) throw new AppError('intake_off');
  const now = ports.clock.now();
  const open = { state: 'found', dueAt: now, changedAt: now, failure: null, correction } as const;
  const revision = await ports.store.writeEntry({ ...read.value, ...open }, read.revision);
  if (revision === null) throw new AppError('mail_not_filed');
  // A run may have seen between the two writes that nothing was open.
  await makeDue(ports, connectionId);
}

function requireCorrectable({ state, filed }: LedgerEntry, correction: Correction): void {
  if (state !== 'filed' || filed === null || isUnwritten(filed.emailMessageId))
    throw new AppError('mail_not_filed');
  if (correction.kind === 'case' && correction.caseId === filed.caseId)
    throw new AppError('case_same');
  if (correction.kind === 'forwarder' && filed.forward !== 'original')
    throw new AppError('mail_not_forwarded');
}

/** A mail whose customer is the colleague who forwarded it, by a correction of now or of earlier. */
export function asCorrected(
  understood: UnderstoodMail,
  { from, authentication }: Pick<ParsedMail, 'from' | 'authentication'>,
  { correction, filed }: Pick<LedgerEntry, 'correction' | 'filed'>,
): UnderstoodMail {
  const isForwarders = correction?.kind === 'forwarder' || filed?.forward === 'forwarder';
  if (!isForwarders) return understood;
  return {
    ...understood,
    mail: { ...understood.mail, from, authentication },
    sender: { sender: from, how: 'from', authentication },
  };
}

/** Who counts as the customer of a forwarded mail, as the ledger keeps it. */
export function forwardOf(
  { sender }: Pick<UnderstoodMail, 'sender'>,
  { correction, filed }: Pick<LedgerEntry, 'correction' | 'filed'>,
): Pick<Filed, 'forward'> {
  const isForwarders = correction?.kind === 'forwarder' || filed?.forward === 'forwarder';
  if (isForwarders) return { forward: 'forwarder' };
  return sender.how === 'forward' ? { forward: 'original' } : {};
}
