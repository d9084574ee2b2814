import { isUnwritten } from '../mail/model/unwritten-id.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { emulatedMailboxOf } from './mail-section.ts';

/** Null: the case was never written, or its organization is not known any more. */
export type CaseUrl = (caseId: string) => string | null;

/** Where cases are shown: in Lightning, and in the emulated organization at the same path. */
export async function caseUrls(runtime: Runtime): Promise<(orgId: string | null) => CaseUrl> {
  const orgs = await mailOf(runtime).orgs.list();
  return (orgId) => {
    const org = orgs.find(({ id }) => id === orgId);
    return (caseId) =>
      org && !isUnwritten(caseId)
        ? `${org.myDomain}/lightning/r/Case/${encodeURIComponent(caseId)}/view`
        : null;
  };
}

/** Where a mail is shown: in Gmail, or in the emulated mailbox. */
export function mailUrlOf(runtime: Runtime, address: string, messageId: string): string {
  const emulated = emulatedMailboxOf(runtime, address);
  const id = encodeURIComponent(messageId);
  return emulated === null
    ? `https://mail.google.com/mail/?authuser=${encodeURIComponent(address)}#all/${id}`
    : `${emulated}/${id}`;
}
