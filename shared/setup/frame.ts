import type { Incoming } from '../http/index.ts';
import type { Frame } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { sessionOf } from './guard.ts';

const HOME = '/setup-page';

/** What every page shows around its content, for this request. */
export function frameOf(incoming: Incoming, runtime: Runtime): Frame {
  const { config, clock } = runtime;
  const session = sessionOf(incoming, runtime);
  return {
    language: incoming.language,
    now: clock.now(),
    baseUrl: config.baseUrl,
    path: addressToReturnTo(incoming),
    session: session && { address: session.address, formToken: session.formToken },
    emulated: config.googleEmulatorUrl !== null,
    clientId: config.oauthClient.clientId,
  };
}

/** Only what a GET of the setup page answered can be asked for again; a callback's address has a code. */
function addressToReturnTo({ method, address }: Incoming): string {
  return method === 'GET' && address.startsWith(HOME) ? address : HOME;
}
