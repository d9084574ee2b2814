import { AppError } from '../errors.ts';
import type { Clock, Delegation, Ids, RecordStore, Versioned } from '../tokens/index.ts';
import {
  ADDITION_KEPT_MS,
  ADDITION_RECORD,
  ADDITION_SLICE_RECORD,
  type Addition,
  type AdditionLine,
  type AdditionSlice,
  SLICE_LINES,
  sliceIdOf,
} from './addition.ts';

/** Where additions are stored. */
export type AdditionPorts = {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly ids: Ids;
};

type Begun = {
  readonly delegation: Pick<Delegation, 'id' | 'serviceAccount'>;
  readonly lines: readonly AdditionLine[];
  readonly by: string;
};

const ATTEMPTS = 8;

const keptUntil = ({ begunAt }: Pick<Addition, 'begunAt'>): Date =>
  new Date(begunAt.getTime() + ADDITION_KEPT_MS);

/**
 * Stores a checked list: its slices first, then the record that makes them an addition.
 *
 * @throws AppError what the store throws
 */
export async function beginAddition(ports: AdditionPorts, begun: Begun): Promise<Addition> {
  const { delegation, lines, by } = begun;
  const addition: Addition = {
    id: ports.ids.unique(),
    delegationId: delegation.id,
    serviceAccount: delegation.serviceAccount,
    begunBy: by,
    begunAt: ports.clock.now(),
    lines: lines.length,
    slices: Math.ceil(lines.length / SLICE_LINES),
    stops: [],
  };
  const slices = Array.from({ length: addition.slices }, (_, place) => ({
    lines: lines.slice(place * SLICE_LINES, (place + 1) * SLICE_LINES),
    claim: null,
  }));
  await Promise.all(
    slices.map((slice, place) => writeSlice(ports, addition, { place, slice, revision: null })),
  );
  await writeAddition(ports, addition, null);
  return addition;
}

/** @throws AppError `addition_unknown` when there is none, or it has expired; what the store throws */
export async function readAddition(
  { store, clock }: Pick<AdditionPorts, 'store' | 'clock'>,
  id: string,
): Promise<Versioned<Addition>> {
  const found = await store.readRecord(ADDITION_RECORD, id);
  if (!found || keptUntil(found.value) <= clock.now()) throw new AppError('addition_unknown');
  return found;
}

/** Every line of an addition, in the order of the list. */
export async function readLines(
  ports: Pick<AdditionPorts, 'store'>,
  addition: Addition,
): Promise<readonly AdditionLine[]> {
  const places = Array.from({ length: addition.slices }, (_, place) => place);
  const slices = await Promise.all(places.map((place) => readSlice(ports, addition.id, place)));
  return slices.flatMap((slice) => slice?.value.lines ?? []);
}

export const readSlice = (
  { store }: Pick<AdditionPorts, 'store'>,
  id: string,
  place: number,
): Promise<Versioned<AdditionSlice> | null> =>
  store.readRecord(ADDITION_SLICE_RECORD, sliceIdOf(id, place));

type SliceWrite = {
  readonly place: number;
  readonly slice: AdditionSlice;
  readonly revision: string | null;
};

/** Null: somebody else wrote first. */
export const writeSlice = (
  { store }: Pick<AdditionPorts, 'store'>,
  addition: Addition,
  { place, slice, revision }: SliceWrite,
): Promise<string | null> =>
  store.writeRecord(
    {
      kind: ADDITION_SLICE_RECORD,
      id: sliceIdOf(addition.id, place),
      value: slice,
      expiresAt: keptUntil(addition),
    },
    revision,
  );

const writeAddition = (
  { store }: Pick<AdditionPorts, 'store'>,
  addition: Addition,
  revision: string | null,
): Promise<string | null> =>
  store.writeRecord(
    { kind: ADDITION_RECORD, id: addition.id, value: addition, expiresAt: keptUntil(addition) },
    revision,
  );

/** Changes a slice by compare-and-set. `change` answers null where there is nothing to change. */
export async function changeSlice(
  ports: AdditionPorts,
  { addition, place }: { readonly addition: Addition; readonly place: number },
  change: (slice: AdditionSlice) => AdditionSlice | null,
): Promise<AdditionSlice | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await readSlice(ports, addition.id, place);
    const slice = found && change(found.value);
    if (!found || !slice) return null;
    const { revision } = found;
    if ((await writeSlice(ports, addition, { place, slice, revision })) !== null) return slice;
  }
  throw new AppError('store_conflict');
}

/** Replaces the stops by compare-and-set. */
export async function changeStops(
  ports: AdditionPorts,
  id: string,
  change: (stops: Addition['stops']) => Addition['stops'],
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { value, revision } = await readAddition(ports, id);
    const addition = { ...value, stops: change(value.stops) };
    if ((await writeAddition(ports, addition, revision)) !== null) return;
  }
  throw new AppError('store_conflict');
}

/**
 * Makes every failed line one that was not tried, and lifts the stops.
 *
 * @throws AppError `addition_unknown`, `store_conflict`; what the store throws
 */
export async function retryFailed(ports: AdditionPorts, id: string): Promise<void> {
  const { value: addition } = await readAddition(ports, id);
  for (let place = 0; place < addition.slices; place++) {
    await changeSlice(ports, { addition, place }, (slice) => {
      const isFailed = ({ outcome }: AdditionLine): boolean => outcome?.kind === 'failed';
      if (!slice.lines.some(isFailed)) return null;
      const lines = slice.lines.map((line) => (isFailed(line) ? { ...line, outcome: null } : line));
      return { ...slice, lines };
    });
  }
  await changeStops(ports, id, () => []);
}
