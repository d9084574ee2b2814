import type { Sample } from './comparison.ts';

/** The work of one measurement: `lanes` run at once, each `turns` times. */
export type Amount = { readonly turns: number; readonly lanes: number };

/** Times repeated work; both sides of a comparison run in this loop, so its cost is the same. */
export async function timeWork(
  { turns, lanes }: Amount,
  work: (turn: number, lane: number) => unknown,
): Promise<Sample> {
  const drive = async (lane: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++) await work(turn, lane);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => drive(lane)));
  return { time: (performance.now() - startedAt) / (turns * lanes), memory: null };
}
