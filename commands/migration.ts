import type { Clock, Tokens } from '../shared/tokens/index.ts';
import type { Retry } from './busy-retry.ts';
import type { Places } from './grant-locations.ts';

/** What a migration of grants works with. */
export type Migration = {
  readonly state: Places;
  readonly tokens: Pick<Tokens, 'moveGrant'>;
  readonly clock: Clock;
  tell(line: string): void;
};

/** How each step is taken: not too fast, and again when it fails for a passing reason. */
export type Steps = { readonly withBusyRetry: Retry; turn(): Promise<void> };
