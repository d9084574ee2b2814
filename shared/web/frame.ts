import type { Incoming } from '../http/index.ts';
import type { Frame } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Session } from '../sessions/index.ts';
import { HOME } from './return-path.ts';
import { sessionOf } from './session-guard.ts';

/** Builds what every page shows around its content, for this request. */
export async function frameOf(incoming: Incoming, runtime: Runtime): Promise<Frame> {
  return frameFor(incoming, runtime, await sessionOf(incoming, runtime));
}

/** The same, for a session that was read already or could not be read. */
export function frameFor(
  incoming: Incoming,
  { config, clock }: Runtime,
  session: Session | null,
): Frame {
  return {
    language: incoming.language,
    now: clock.now(),
    baseUrl: config.baseUrl,
    path: addressToReturnTo(incoming),
    session: session && { address: session.address, formToken: session.formToken },
    emulated: config.googleEmulatorUrl && `${config.googleEmulatorUrl}/emulator`,
    clientId: config.oauthClient.clientId,
  };
}

/** Only pages that a GET of the setup page answered can be requested again; a callback's address contains a code. */
function addressToReturnTo({ method, address }: Incoming): string {
  return method === 'GET' && address.startsWith(HOME) ? address : HOME;
}
