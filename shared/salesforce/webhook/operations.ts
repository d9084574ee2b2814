import { CONNECTION_STATUS } from './connection-status.ts';
import type { Operation } from './operation.ts';

/** Everything that Salesforce may ask for. */
export const OPERATIONS: readonly Operation[] = [CONNECTION_STATUS];
