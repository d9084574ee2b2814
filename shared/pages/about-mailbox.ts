import { knownMailbox } from '../diagnosis/index.ts';
import type { Delegation, ListedConnection } from '../tokens/index.ts';
import type { Frame } from './views.ts';

/** The frame of what is shown of one mailbox: the steps of its diagnoses have its own values. */
export const aboutMailbox = (
  frame: Frame,
  connection: ListedConnection,
  delegation: Delegation | null = null,
): Frame => ({ ...frame, mailbox: knownMailbox(connection, delegation) });

/** The frame of what is shown of a service account: the steps have the values of its row in the Admin console. */
export const aboutDelegation = (frame: Frame, { clientId, profile }: Delegation): Frame => ({
  ...frame,
  mailbox: { method: 'delegation', profile, serviceAccountId: clientId },
});
