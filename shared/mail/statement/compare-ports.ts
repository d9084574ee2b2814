import type { MailPorts, NativeMail } from '../ports.ts';

/** What a comparison with native Email-to-Case asks. */
export type ComparePorts = Pick<MailPorts, 'store' | 'clock' | 'readerOf' | 'casesOf'> & {
  readonly nativeMailOf: (orgId: string) => NativeMail;
};
