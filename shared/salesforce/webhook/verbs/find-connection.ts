import { z } from 'zod';
import { AppError } from '../../../errors.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { isAddress, isSameMailbox, type ListedConnection } from '../../../tokens/index.ts';

/** The mailbox that a request names. */
export const MAILBOX = z
  .string()
  .refine(isAddress)
  .describe('The address of the mailbox, in any spelling of it.');

/** @throws AppError `connection_unknown`: there is none, or it was disconnected */
export async function findConnection(
  { store }: Pick<Runtime, 'store'>,
  mailbox: string,
): Promise<ListedConnection> {
  const connection = await store.findByAddress(mailbox);
  if (!connection) throw new AppError('connection_unknown');
  return connection;
}

/** The same, and where there is none, a connection that was disconnected. @throws AppError `connection_unknown` */
export async function findEvenDisconnected(
  { store }: Pick<Runtime, 'store'>,
  mailbox: string,
): Promise<ListedConnection> {
  const connected = await store.findByAddress(mailbox);
  if (connected) return connected;
  const filter = { health: 'disconnected', address: { prefix: mailbox.toLowerCase() } } as const;
  const { items } = await store.listConnections({ after: null, limit: 10, filter });
  const found = items.find((each) => isSameMailbox(each.mailbox.address, mailbox));
  if (!found) throw new AppError('connection_unknown');
  return found;
}
