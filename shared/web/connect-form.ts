import { z } from 'zod';
import type { ConnectView } from '../pages/index.ts';
import { type ConnectPurpose, isScopeProfile } from '../tokens/index.ts';

const addressSchema = z.union([z.literal(''), z.email()]);

/** A connect form as it was sent: what to show again, and what it asks for when nothing is wrong. */
export type ConnectForm = {
  readonly view: ConnectView;
  readonly purpose: ConnectPurpose | null;
};

/** Reads `profile` and `mailbox` of the form that connects a mailbox; no profile means the smallest. */
export function readConnectForm(fields: URLSearchParams): ConnectForm {
  const profile = fields.get('profile') ?? 'probe';
  const mailbox = fields.get('mailbox')?.trim() ?? '';
  if (!isScopeProfile(profile)) {
    return { view: { profile: 'probe', mailbox, invalid: 'profile' }, purpose: null };
  }
  if (!addressSchema.safeParse(mailbox).success) {
    return { view: { profile, mailbox, invalid: 'mailbox' }, purpose: null };
  }
  const expectedAddress = mailbox === '' ? null : mailbox;
  const purpose = { kind: 'connect' as const, profile, expectedAddress, connectionId: null };
  return { view: { profile, mailbox, invalid: null }, purpose };
}
