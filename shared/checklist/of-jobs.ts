import { diagnose } from '../diagnosis/index.ts';
import type { ErrorCode } from '../errors.ts';
import type { CallerFact, IntakeFact, NotificationFacts, OrgFact, SetupFacts } from './facts.ts';
import {
  done,
  type Found,
  failing,
  type ItemPart,
  type ItemState,
  latest,
  unknown,
  unused,
} from './item.ts';

const MINUTE = 60 * 1000;

/** The scheduled jobs, and after how long without a run one is late: several times its schedule, since a run may last. */
const JOBS = [
  { name: 'token-refresh', lateAfter: 15 * MINUTE },
  { name: 'label-probe', lateAfter: 30 * MINUTE },
  { name: 'mail-sync', lateAfter: 15 * MINUTE },
] as const;

export type Several = Found & { readonly parts: readonly ItemPart[] };

/** The worst comes first: one organization that fails is what the reader has to see. */
const WORST: readonly ItemState[] = ['failing', 'unknown', 'limited', 'done', 'unused'];

/** What several parts come to: the state of the worst, at the latest moment of those in it. The worst are first. */
function together(all: readonly ItemPart[]): Several {
  const parts = all.toSorted((one, other) => WORST.indexOf(one.state) - WORST.indexOf(other.state));
  const state = parts[0]?.state ?? 'unknown';
  const worst = parts.filter((part) => part.state === state);
  return { state, at: latest(worst.map(({ at }) => at)), diagnosis: null, parts };
}

/** Each job by its last report, of whichever share. */
export const scheduler = ({ runs, now }: SetupFacts): Several =>
  together(
    JOBS.map(({ name, lateAfter }) => {
      const at = latest(runs.filter(({ job }) => job === name).map(({ reportedAt }) => reportedAt));
      const isLate = at !== null && now.getTime() - at.getTime() > lateAfter;
      const found = at === null ? unknown : isLate ? failing(at, null) : done(at);
      return { id: name, name, ...found };
    }),
  );

/** Each organization by its last readiness check, and by whether it takes mail now. */
export function salesforce({ orgs }: SetupFacts): Several {
  return orgs.length === 0 ? { ...unknown, parts: [] } : together(orgs.map(orgPart));
}

function orgPart({ id, name, readiness, pause }: OrgFact): ItemPart {
  if (pause) return { id, name, ...failing(pause.since, pause.diagnosis) };
  if (!readiness) return { id, name, ...unknown };
  const { at, steps } = readiness;
  const failed = steps.find(({ result }) => result === 'failed');
  if (failed) return { id, name, ...failing(at, failed.failure && diagnose(failed.failure)) };
  const isLimited = steps.some(({ result }) => result === 'limited');
  return { id, name, ...done(at), ...(isLimited && { state: 'limited' }) };
}

/** Each caller by its last call. Salesforce need not call: then nothing is missing. */
export function webhook({ callers, hasSettingsCaller }: SetupFacts): Several {
  if (callers.length > 0) return together(callers.map(callerPart));
  return { ...(hasSettingsCaller ? unknown : unused), parts: [] };
}

function callerPart({ id, name, use }: CallerFact): ItemPart {
  if (!use) return { id, name, ...unknown };
  const { at, refusal } = use;
  const isWrong = refusal !== null && AGAINST_SETUP.has(refusal);
  return {
    ...{ id, name },
    ...(isWrong ? failing(at, diagnose({ code: refusal, upstream: null })) : done(at)),
  };
}

/** Refusals that a setting of the caller's ends. After any other the call had arrived, and was proved. */
const AGAINST_SETUP: ReadonlySet<ErrorCode> = new Set([
  'call_expired',
  'operation_forbidden',
  'outbound_setup_invalid',
]);

/** Gmail's announcements, by the mailboxes whose mail becomes cases. Without a topic mail is found by polling. */
export function push({ intakes, hasPushTopic }: SetupFacts): Found {
  if (!hasPushTopic) return unused;
  const failed = intakes.find(({ watchFailure }) => watchFailure)?.watchFailure;
  if (failed) return failing(failed.at, failed.diagnosis);
  const pushedAt = latest(intakes.map((each) => each.pushedAt));
  const silentSince =
    intakes.length > 0 && intakes.every(isSilent) ? intakes[0]?.silentSince : null;
  if (silentSince) return failing(silentSince, null);
  return pushedAt ? done(pushedAt) : unknown;
}

const isSilent = ({ silentSince }: IntakeFact): boolean => silentSince !== null;

/** The deliveries to the system that is notified. */
export function notifications(facts: NotificationFacts | null): Found {
  if (!facts) return unused;
  if (facts.failingSince)
    return failing(facts.failingSince, diagnose({ code: 'notice_refused', upstream: null }));
  return facts.deliveredAt ? done(facts.deliveredAt) : unknown;
}
