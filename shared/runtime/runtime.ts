import type { DestinationStream } from 'pino';
import type { Config } from '../config/index.ts';
import type { AppError } from '../errors.ts';
import {
  createCallerVerifier,
  createOAuthProvider,
  createOwnAccessToken,
  createSecurityEventVerifier,
  createServiceAccounts,
  type GoogleEndpoints,
  googleEndpoints,
} from '../google/index.ts';
import type { EdgeContext } from '../http/edge.ts';
import { createLog, errorFields, type Log } from '../log.ts';
import { withPlausibleIntakes } from '../mail/model/plausible-intakes.ts';
import type { MailStore } from '../mail/ports.ts';
import type { OrgSecret, OrgTokenStore } from '../salesforce/api/org.ts';
import type { CallerSecret } from '../salesforce/webhook/callers/stored-caller.ts';
import type { Keyring } from '../sealing/index.ts';
import {
  type Clock,
  createTokens,
  type Ids,
  type Ports,
  type SecretVault,
  type ServiceAccounts,
  type SigningKeyVault,
  type Store,
  type Tokens,
  withPlausibleMoments,
} from '../tokens/index.ts';
import { logEvents, logMailEvents } from './log-events.ts';
import { openState } from './open-state.ts';
import { systemClock, systemIds } from './system-ports.ts';
import { sendThroughProxy } from './through-proxy.ts';

/** Everything a function works with, composed once. */
export type Runtime = EdgeContext & {
  readonly config: Config;
  readonly tokens: Tokens;
  readonly store: Store;
  /** Where Google is. `gmailOf` makes Gmail's client of it, for the functions that need one. */
  readonly google: GoogleEndpoints;
  readonly keyring: Keyring;
  /** For the check of a delegation, which stores nothing; every other use goes through `tokens`. */
  readonly serviceAccounts: ServiceAccounts;
  readonly signingKeys: SigningKeyVault;
  /** Intakes and the ledger. `mailOf` and `filingOf` make of it what reads and files mail. */
  readonly mail: MailStore;
  readonly orgSecrets: SecretVault<OrgSecret>;
  readonly orgTokens: OrgTokenStore;
  /** The secrets of those who call Salesforce’s webhook. `callersOf` makes of it what verifies them. */
  readonly callerSecrets: SecretVault<CallerSecret>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Answers the service account behind a Google-signed OIDC token. */
  readonly verifyScheduler: ReturnType<typeof createCallerVerifier>;
  /** The same, of Pub/Sub's push of Gmail's announcements. */
  readonly verifyPubSub: ReturnType<typeof createCallerVerifier>;
  /** Answers what a security event token of Google's says. */
  readonly verifySecurityEvents: ReturnType<typeof createSecurityEventVerifier>;
  close(): Promise<void>;
};

/** What a composition may exchange: where log lines go, and ports to be watched or broken in tests. */
export type Composition = {
  readonly logStream?: DestinationStream;
  readonly adaptPorts?: (ports: Ports) => Ports;
  /** An access token of our own identity, for signing without a key; by default that of Google Cloud. */
  readonly ownAccessToken?: () => Promise<string>;
  /** Whether an empty store may become that of the configured client, as `openState` says; by default it may. */
  readonly mayClaim?: boolean;
};

/**
 * Composes the product from its configuration.
 *
 * @throws AppError what `openState` throws
 */
export async function composeRuntime(
  config: Config,
  {
    logStream,
    adaptPorts = (ports) => ports,
    ownAccessToken = createOwnAccessToken(),
    mayClaim = true,
  }: Composition = {},
): Promise<Runtime> {
  const endpoints = googleEndpoints(config.googleEmulatorUrl);
  const endProxy = sendThroughProxy(config.proxy);
  const system = { clock: systemClock, ids: systemIds };
  const log = createLog(config.logLevel, logStream);
  const state = await openState(config, { ...system, onFailure: logKeyFailure(log) }, mayClaim);
  const oauth = createOAuthProvider(config.oauthClient, endpoints);
  const store = logEvents(state.store, log);
  const serviceAccounts = createServiceAccounts({ endpoints, clock: systemClock, ownAccessToken });
  const { vault, signingKeys } = state;
  const ports = adaptPorts({ store, vault, signingKeys, oauth, serviceAccounts, ...system });
  return {
    config,
    tokens: createTokens(ports),
    store: withPlausibleMoments(ports.store, ports.clock),
    google: endpoints,
    keyring: state.keyring,
    serviceAccounts: ports.serviceAccounts,
    signingKeys: ports.signingKeys,
    mail: withPlausibleIntakes(logMailEvents(state.mail, log), ports.clock),
    orgSecrets: state.orgSecrets,
    orgTokens: state.orgTokens,
    callerSecrets: state.callerSecrets,
    clock: ports.clock,
    ids: ports.ids,
    verifyScheduler: createCallerVerifier(schedulerKeys(config)),
    verifyPubSub: createCallerVerifier(pubSubKeys(config)),
    verifySecurityEvents: createSecurityEventVerifier(config.oauthClient.clientId, endpoints.jwks),
    log,
    origins: { baseUrl: config.baseUrl, authorization: endpoints.authorization },
    newId: () => ports.ids.unique(),
    close: async () => {
      endProxy();
      await state.close();
    },
  };
}

/** For five minutes nothing else shows that the keys cannot be read: those in memory are used. */
const logKeyFailure =
  (log: Log) =>
  (error: AppError): void =>
    log('error', `the sealing keys cannot be reloaded: ${error.code}`, errorFields(error));

/** The emulated Google pushes with keys of its own; a named account signs with Google's. */
const pubSubKeys = ({ gmailPush, googleEmulatorUrl }: Config): string =>
  googleEndpoints(gmailPush.serviceAccount === null ? googleEmulatorUrl : null).jwks;

/** The local server's scheduler signs with keys of its own; a named one signs with Google's. */
function schedulerKeys({ schedulerServiceAccount, baseUrl }: Config): string {
  return schedulerServiceAccount === null
    ? `${baseUrl}/google/oauth2/v3/certs`
    : googleEndpoints(null).jwks;
}
