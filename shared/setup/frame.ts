import type { Incoming } from '../http/index.ts';
import type { Frame } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { sessionOf } from './guard.ts';

/** What every page shows around its content, for this request. */
export function frameOf(incoming: Incoming, runtime: Runtime, path = '/setup-page'): Frame {
  const session = sessionOf(incoming, runtime);
  return {
    language: incoming.language,
    now: runtime.clock.now(),
    baseUrl: runtime.config.baseUrl,
    path,
    session: session && { address: session.address, formToken: session.formToken },
    emulated: runtime.config.googleEmulatorUrl !== null,
  };
}
