/** Runs after the last test file. */
export default async function end(): Promise<void> {
  await globalThis.endWhatIsShared?.();
}
