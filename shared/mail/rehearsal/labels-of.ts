import type { LedgerEntry } from '../model/ledger.ts';
import type { RawMessage } from '../ports.ts';

/** Where Gmail puts what is thrown away or found to be spam. A mail may come there long after it arrived. */
const PUT_AWAY = ['TRASH', 'SPAM'] as const;

/**
 * The labels by which a mail of earlier is judged: those that it arrived with and those that it has now. That it was put
 * into the trash or among the spam counts only if it was there when its mailbox was read, and still is.
 */
export function labelsOf(
  { labelIds }: Pick<RawMessage, 'labelIds'>,
  entry: LedgerEntry | null,
): readonly string[] {
  const arrived = entry?.arrivalLabelIds ?? [];
  const isLater = (label: (typeof PUT_AWAY)[number]): boolean =>
    entry !== null &&
    entry.skipped !== label.toLowerCase() &&
    !arrived.includes(label) &&
    (arrived.length > 0 || entry.filed !== null);
  const putAway = PUT_AWAY.filter((label) => labelIds.includes(label) && !isLater(label));
  const others = [...arrived, ...labelIds].filter(
    (label) => !PUT_AWAY.some((one) => one === label),
  );
  return [...new Set([...others, ...putAway])];
}
