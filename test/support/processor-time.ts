/**
 * The processor time that this process has used, in milliseconds. A bound on it tells work that grows with the square
 * of its input from work that does not, and holds on a busy machine too.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
