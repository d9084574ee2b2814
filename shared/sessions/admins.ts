import { isSameMailbox, type Mailbox } from '../tokens/index.ts';

/**
 * May this Google account administer the connector? An address must be one of the same mailbox as a whole. A domain must equal
 * the account's Google Workspace domain (the id_token's `hd`), because a consumer account can have an
 * address in any domain.
 *
 * @param admins addresses and domains, in lower case
 */
export function isAdmin(
  { address, hostedDomain }: Pick<Mailbox, 'address' | 'hostedDomain'>,
  admins: readonly string[],
): boolean {
  return admins.some((admin) =>
    admin.includes('@')
      ? isSameMailbox(admin, address)
      : hostedDomain !== null && admin === hostedDomain.toLowerCase(),
  );
}
