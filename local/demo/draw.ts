/** Draws the same numbers in every run, so that every demo is the same. */
export type Draw = {
  /** From 0 to below 1. */
  number(): number;
  /** A whole number from 0 to below the limit. */
  below(limit: number): number;
  /** One of them. @throws RangeError when there is none */
  of<Item>(items: readonly Item[]): Item;
};

/** Numbers by a linear congruential generator (Numerical Recipes, 1992): nothing here needs better ones. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const number = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(number() * limit);
  return {
    number,
    below,
    of: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to draw from');
      return item;
    },
  };
}
