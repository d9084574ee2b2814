/**
 * The processor time that this thread has used, in milliseconds. A bound on it tells work that grows with the square
 * of its input from work that does not, and holds on a busy machine too. The process has more threads: those that
 * collect the garbage of earlier test files are no work of the measured code.
 */
export function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
