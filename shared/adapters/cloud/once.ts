/** Work that is done at the first call, and once for all who ask. */
export type Once<T> = {
  (): Promise<T>;
  /** What has begun; null when nobody has asked yet. */
  begun(): Promise<T> | null;
};

/** A failure is not kept: whoever comes next has it tried again. */
export function once<T>(work: () => Promise<T>): Once<T> {
  let begun: Promise<T> | null = null;
  const ask = (): Promise<T> => {
    begun ??= work().catch((thrown) => {
      begun = null;
      throw thrown;
    });
    return begun;
  };
  return Object.assign(ask, { begun: () => begun });
}
