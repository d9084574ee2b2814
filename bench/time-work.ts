import type { Sample } from './contest.ts';

/** How often to do it in one measurement, and how many at a time. */
export type Amount = { readonly turns: number; readonly lanes: number };

/** Times work that is done over and over; both sides of a contest pay for the same loop. */
export async function timeWork(
  { turns, lanes }: Amount,
  work: (turn: number, lane: number) => unknown,
): Promise<Sample> {
  const drive = async (lane: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await work(turn, lane);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => drive(lane)));
  return { time: (performance.now() - begun) / (turns * lanes), memory: null };
}
