import type { Ports } from './ports.ts';

/**
 * Ends a version that nobody names any more. One that cannot be destroyed now is an orphan, which the
 * next consent of this mailbox sweeps: no reason to fail what was already done.
 */
export async function destroyQuietly(
  { vault }: Pick<Ports, 'vault'>,
  version: string | null,
): Promise<void> {
  if (version) await vault.destroy(version).catch(() => undefined);
}
