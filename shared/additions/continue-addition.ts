import { inParallel } from '../concurrency/in-parallel.ts';
import { asAppError, type ErrorCode } from '../errors.ts';
import { classOf, type Delegated, type Delegating, domainOf } from '../tokens/index.ts';
import {
  type Addition,
  type AdditionFailure,
  type AdditionLine,
  type AdditionSlice,
  type AdditionStop,
  isHeldBack,
  type LineOutcome,
} from './addition.ts';
import { type AdditionPorts, changeSlice, changeStops, readAddition } from './stored-addition.ts';

/** How a request works on an addition: for whom, until when, and with what. */
export type Continuing = {
  readonly by: string;
  readonly until: Date;
  readonly connect: (delegating: Delegating) => Promise<Delegated>;
};

/** As many as a small function sends at once without waiting for its own processor. */
const CONCURRENCY = 8;
/** What was done is stored this often, so that a crash repeats little. */
const STORED_EVERY_MS = 3000;
/** Longer than one line takes with every time-out. A claim that is older was left by a crash. */
const CLAIMED_MS = 60 * 1000;
/** So many failures in a row for one reason are no accident. */
const STOPS_AFTER = 5;

/**
 * Works on the lines that are left until the time is up. Several requests may work at the same time: each claims a
 * slice, so that no line is tried twice, and a slice whose request crashed is free again after a minute.
 *
 * @throws AppError `addition_unknown`, what the store throws; what fails for one mailbox is the outcome of its line
 */
export async function continueAddition(
  ports: AdditionPorts,
  id: string,
  continuing: Continuing,
): Promise<void> {
  const { value: addition } = await readAddition(ports, id);
  const brake = createBrake(addition.stops);
  const worker = ports.ids.unique();
  for (let place = 0; place < addition.slices; place++) {
    if (ports.clock.now() >= continuing.until || brake.isStopped()) break;
    await workOnSlice(ports, { addition, place, worker, brake, ...continuing });
  }
  const { added } = brake;
  if (added.length > 0) await changeStops(ports, id, (stops) => [...stops, ...added]);
}

type Working = Continuing & {
  readonly addition: Addition;
  readonly place: number;
  readonly worker: string;
  readonly brake: Brake;
};

async function workOnSlice(ports: AdditionPorts, working: Working): Promise<void> {
  const { brake, until, worker } = working;
  const { clock } = ports;
  const isLeft = (line: AdditionLine): boolean => !line.outcome && !brake.isHeld(line);
  let slice = await changeSlice(ports, working, (found) => {
    const isFree = !found.claim || found.claim.until <= clock.now();
    return isFree && found.lines.some(isLeft) ? { ...found, claim: claimOf(working) } : null;
  });
  while (slice?.claim?.by === worker) {
    const left = slice.lines.filter(isLeft);
    const goesOn = left.length > 0 && clock.now() < until;
    const outcomes = goesOn ? await tryLines(ports, left, working) : NOTHING_DONE;
    // The claim of another request, to which this one was too slow, stays.
    slice = await changeSlice(ports, working, (found) => ({
      lines: withOutcomes(found.lines, outcomes),
      claim: found.claim?.by === worker && !goesOn ? null : found.claim,
    }));
  }
}

/** What became of lines, by their addresses, which a list has once each. */
type Outcomes = ReadonlyMap<string, LineOutcome>;

const NOTHING_DONE: Outcomes = new Map();

const claimOf = ({ worker, until }: Working): AdditionSlice['claim'] => ({
  by: worker,
  until: new Date(until.getTime() + CLAIMED_MS),
});

/** An outcome that another request stored first stays. */
const withOutcomes = (
  lines: readonly AdditionLine[],
  outcomes: Outcomes,
): readonly AdditionLine[] =>
  lines.map((line) =>
    line.outcome ? line : { ...line, outcome: outcomes.get(line.address) ?? null },
  );

/** Tries lines of a slice for a few seconds. */
async function tryLines(
  { clock }: AdditionPorts,
  left: readonly AdditionLine[],
  { addition, brake, by, connect, until }: Working,
): Promise<Outcomes> {
  const outcomes = new Map<string, LineOutcome>();
  const pause = new Date(Math.min(until.getTime(), clock.now().getTime() + STORED_EVERY_MS));
  await inParallel(left, { clock, concurrency: CONCURRENCY, until: pause }, async (line) => {
    if (brake.isHeld(line)) return;
    const { address } = line;
    const delegating = { delegationId: addition.delegationId, address, by };
    const outcome = await outcomeOf(connect(delegating), line);
    brake.observe(line, outcome);
    outcomes.set(address, outcome);
  });
  return outcomes;
}

async function outcomeOf(
  connecting: Promise<Delegated>,
  { wasConsented }: AdditionLine,
): Promise<LineOutcome> {
  try {
    const { connection, again, revoked } = await connecting;
    const kind = again && wasConsented ? 'switched' : 'connected';
    return { kind, connectionId: connection.id, revoked };
  } catch (thrown) {
    const { code, upstream } = asAppError(thrown);
    return { kind: 'failed', failure: { code, upstream } };
  }
}

/** Decides when the lines of a domain, or all of them, are not tried any more. */
type Brake = {
  readonly added: readonly AdditionStop[];
  isHeld(line: AdditionLine): boolean;
  isStopped(): boolean;
  observe(line: AdditionLine, outcome: LineOutcome): void;
};

function createBrake(stops: readonly AdditionStop[]): Brake {
  const added: AdditionStop[] = [];
  const failures = new Map<string | null, number>();
  const isHeld = (line: AdditionLine): boolean =>
    isHeldBack(stops, line) || isHeldBack(added, line);
  return {
    added,
    isHeld,
    isStopped: () => [...stops, ...added].some(({ domain }) => domain === null),
    observe: (line, outcome) => {
      const domain = domainOf(line.address);
      if (outcome.kind !== 'failed') {
        failures.delete(null);
        failures.delete(domain);
        return;
      }
      const { failure } = outcome;
      const reach = reachOf(failure);
      if (reach === 'line' || isHeld(line)) return;
      const key = reach === 'domain' ? domain : null;
      const count = (failures.get(key) ?? 0) + 1;
      failures.set(key, count);
      if (count < STOPS_AFTER) return;
      added.push({ ...failure, domain: key });
    },
  };
}

/** Failures that say something of one address only. */
const OF_ONE_LINE: ReadonlySet<ErrorCode> = new Set([
  'address_malformed',
  'address_outside_domains',
  'address_is_alias',
  'store_conflict',
]);

/** How far a failure reaches: what one mailbox, one Workspace or every mailbox would be refused for. */
function reachOf(failure: AdditionFailure): 'line' | 'domain' | 'all' {
  if (OF_ONE_LINE.has(failure.code)) return 'line';
  if (failure.upstream?.error === 'unauthorized_client') return 'domain';
  return classOf(failure, 'delegation') === 'grant' ? 'line' : 'all';
}
