import type { Clock, Tokens } from '../shared/tokens/index.ts';
import type { Retry } from './busy-retry.ts';
import type { GrantState } from './grant-locations.ts';

/** The ports of a migration of grants. */
export type Migration = {
  readonly state: GrantState;
  readonly tokens: Pick<Tokens, 'moveGrant'>;
  readonly clock: Clock;
  print(line: string): void;
};

/** Limits the rate of the steps, and retries a step after a transient failure. */
export type Steps = { readonly withBusyRetry: Retry; waitForTurn(): Promise<void> };
