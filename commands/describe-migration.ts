import { errorEntry } from '../shared/errors.ts';
import type { GrantLocations } from './grant-locations.ts';
import type { Stuck } from './migrate-grants.ts';

/** The vaults of GRANT_VAULTS: `home`, the first one, and the others in order. */
export type Names = { readonly home: string; readonly others: readonly string[] };

/** Whether the counts prove that the other vaults are no longer needed. */
export const isProved = ({ left, kept, unreadable }: GrantLocations): boolean =>
  left + kept + unreadable === 0;

/** Says what the counts mean and what to do next, one sentence per line. */
export function sentencesOf({ home, others }: Names, counts: GrantLocations): string[] {
  const rest = others.join(', ');
  const first = `${counts.home} grants are in ${home}.`;
  if (isProved(counts)) {
    const next =
      others.length > 0
        ? `Counted: nothing is left in ${rest}. Take it out of GRANT_VAULTS, and deploy.`
        : 'It is the only vault: to move its grants, set GRANT_VAULTS=NEW,OLD.';
    return [first, next];
  }
  const again =
    others.length > 0
      ? `Not proved yet that ${rest} is not needed. Run npm run vault -- migrate again.`
      : 'GRANT_VAULTS must name the other vault too, after the first.';
  return [first, ...leftLines(rest, counts), again];
}

function leftLines(rest: string, { left, kept, unreadable }: GrantLocations): string[] {
  const lines: string[] = [];
  if (left > 0) lines.push(`${left} connections have their grant elsewhere.`);
  if (kept > 0) {
    lines.push(
      `${kept} connections still have a place in ${rest}. A version that nobody names is kept until it is an hour old: it may be a grant that is being stored.`,
    );
  }
  if (unreadable > 0) {
    lines.push(
      `${unreadable} connections could not be read, so nothing is known of their grants: see record_unreadable in docs/troubleshooting.md.`,
    );
  }
  return lines;
}

const MAX_LINES = 20;

/** Lists the connections whose grants need manual work, each with the reason. */
export function stuckLines(stuck: readonly Stuck[]): string[] {
  const lines = stuck
    .slice(0, MAX_LINES)
    .map(({ connectionId, code }) => `  ${connectionId}: ${errorEntry(code).en} (${code})`);
  if (stuck.length > MAX_LINES)
    lines.push(`  and ${stuck.length - MAX_LINES} more: --json names all`);
  return stuck.length > 0 ? ['These could not be moved:', ...lines] : [];
}
