import type { Probe, ProbeSample } from '../../shared/tokens/index.ts';
import type { Draw } from './draw.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As many as the product keeps of a mailbox. */
const DAYS = 30;

/** What a mailbox's checks found when one was really made: how it fails, and since when. */
export type Fate = {
  readonly sample: ProbeSample | null;
  readonly probe: Probe | null;
  /** Since when it has been failing; null: it works. */
  readonly since: Date | null;
  /** Whether it is still checked while it fails: a mailbox that waits for its owner is not. */
  readonly isChecked: boolean;
};

/** A month of daily checks, each at the mailbox's own time of the day: the last one is its last probe. */
export function monthOfChecks(fate: Fate, now: Date, draw: Draw) {
  const last = now.getTime() - draw.number() * 0.95 * DAY_MS;
  const base = 60 + draw.below(140);
  const history: ProbeSample[] = [];
  for (let day = DAYS - 1; day >= 0; day--) {
    const at = new Date(last - day * DAY_MS - draw.below(60_000));
    const latencyMs = Math.round(base * (0.7 + 0.8 * draw.number()));
    const fails = fate.since !== null && at >= fate.since;
    if (fails && !fate.isChecked) break;
    history.push(
      fails && fate.sample ? { ...fate.sample, at, latencyMs } : passed(at, latencyMs, draw),
    );
  }
  return { history, probe: lastProbe(fate, history.at(-1)) };
}

/** Now and then Google does not answer, and the next check passes. */
const passed = (at: Date, latencyMs: number, draw: Draw): ProbeSample =>
  draw.number() < 0.004
    ? { at, latencyMs: 8000, code: 'google_unavailable', cause: 'google_unavailable' }
    : { at, latencyMs, code: null };

const LABELS = ['INBOX', 'SENT', 'SPAM', 'STARRED', 'TRASH', 'UNREAD'];

function lastProbe({ probe }: Fate, last: ProbeSample | undefined): Probe | null {
  if (!last) return null;
  const { at, latencyMs } = last;
  if (last.code !== null && probe) return { ...probe, at, latencyMs };
  return { at, latencyMs, labels: LABELS, labelCount: LABELS.length, failure: null };
}
