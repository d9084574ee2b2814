/**
 * Waits so many milliseconds for work. Work that takes longer goes on, and nobody hears what becomes of it.
 *
 * @returns what the work answers; null: the time was over first
 */
export async function withinTime<Answer>(
  milliseconds: number,
  work: Promise<Answer>,
): Promise<Answer | null> {
  // What fails after the time must not end the process.
  work.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([work, timeOver]);
  } finally {
    clearTimeout(timer);
  }
}
