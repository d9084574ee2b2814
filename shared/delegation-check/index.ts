export { checkDelegation, type StepResult } from './check.ts';
export type { CheckedKey, CheckPorts, CheckRequest } from './ports.ts';
