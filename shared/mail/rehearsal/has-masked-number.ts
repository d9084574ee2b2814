import type { Intake } from '../model/intake.ts';
import type { RawMessage, Scratch } from '../ports.ts';

/** Would numbers of a mail be masked before it is stored? It is read for that only where the mailbox masks. */
export async function hasMaskedNumber(
  raw: RawMessage,
  scratch: Scratch,
  { routing: { policies } }: Intake,
): Promise<boolean> {
  if (policies.cards !== 'mask' && policies.myNumbers !== 'mask') return false;
  const [{ parseMail }, { maskMail }] = await Promise.all([
    import('../message/index.ts'),
    import('../redaction/mask-mail.ts'),
  ]);
  const { mail, discard } = await parseMail(raw, scratch);
  try {
    return maskMail(mail, policies).mail.notes.includes('masked');
  } finally {
    await discard();
  }
}
