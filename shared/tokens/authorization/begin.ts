import { AppError } from '../../errors.ts';
import type { AuthorizationPurpose } from '../model/authorization-request.ts';
import { requestIdOf, stateOf } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';

/** How long a link waits to be opened: long enough to reach a mailbox owner by mail. */
const LINK_MS = 24 * 60 * 60 * 1000;

/** The secret of a one-time link, which completes our authorization URL, and when the link expires. */
export type AuthorizationLink = { readonly link: string; readonly expiresAt: Date };

/**
 * Stores a new authorization request and answers its one-time link. Nothing is sent to Google yet, and no
 * browser is bound: `openAuthorization` binds the browser that opens the link.
 *
 * @throws AppError `store_unavailable`, `store_conflict`
 */
export async function beginAuthorization(
  { store, clock, ids }: Ports,
  purpose: AuthorizationPurpose,
  begunBy: string,
): Promise<AuthorizationLink> {
  const link = ids.secret();
  const expiresAt = new Date(clock.now().getTime() + LINK_MS);
  const id = requestIdOf(stateOf(link));
  const written = await store.writeRequest(
    { id, purpose, begunBy, expiresAt, stage: 'linked' },
    null,
  );
  if (written === null) throw new AppError('store_conflict');
  return { link, expiresAt };
}
