import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { readEnvironment } from '../shared/config/environment.ts';
import { type Config, EMULATED_PUSHER, parseConfig } from '../shared/config/index.ts';
import { AppError, systemCodeOf } from '../shared/errors.ts';
import { provideRuntime } from '../shared/runtime/handler.ts';
import { type Composition, composeRuntime, type Runtime } from '../shared/runtime/runtime.ts';
import '../functions/index.ts';
import { FUNCTION_NAMES } from '../shared/function-names.ts';
import { callerForOrg } from './caller-for-org.ts';
import { lockData } from './data-lock.ts';
import { createFront } from './front.ts';
import { type EmulatedGoogle, openEmulatedGoogle } from './google/index.ts';
import { type EmulatedOrg, openEmulatedOrg } from './salesforce/index.ts';
import { startScheduler } from './scheduler.ts';
import { subscribe } from './subscribe.ts';

/** A caller that sends its request slowly must not keep a connection for as long as it likes; in milliseconds. */
const TIME_LIMITS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

export type LocalServer = { readonly config: Config; close(): Promise<void> };

/**
 * Starts the whole product on one machine: all functions, an emulated Google and an emulated Salesforce organization on one port, state
 * in one directory, a cron instead of Cloud Scheduler.
 *
 * @param config what the environment says, if it is left out
 * @throws AppError `configuration_invalid`, `data_in_use`, `data_directory_unusable`, `port_in_use`,
 *   `store_corrupt`, `store_missing`, `store_newer`, `store_unavailable`, `store_of_another_client`,
 *   `keys_of_another_store`, `key_file_unusable`
 */
export async function startLocalServer(
  composition: Composition = {},
  config: Config = parseConfig(readEnvironment()),
): Promise<LocalServer> {
  // Closed in reverse order: by `close`, or when a later step fails.
  const opened: (() => unknown)[] = [
    lockData(config.dataDirectory, `${config.baseUrl}/setup-page`),
  ];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    let google: EmulatedGoogle | null = null;
    const runtime = await composeRuntime(config, {
      ...(hasOwnGoogle(config) && { ownAccessToken: () => ownAccessToken(google) }),
      ...composition,
    });
    opened.push(() => runtime.close());
    provideRuntime(runtime);
    const served = await openGoogle(config);
    google = served;
    opened.push(() => served.close());
    const org = hasOwnOrg(config) ? await openOrg(runtime) : null;
    opened.push(() => org?.close());
    const server = await listen(runtime, { google: served, org });
    opened.push(() => stop(server));
    const { baseUrl } = config;
    const subscribed = hasOwnGoogle(config) && subscribe({ baseUrl, log: runtime.log });
    opened.push(() => subscribed);
    // With a configured service account another scheduler calls; the functions would refuse ours.
    if (config.schedulerServiceAccount === null) {
      opened.push(startScheduler({ baseUrl, google: served, log: runtime.log }));
    }
    return { config, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** The service account that this server runs as in the emulated Google Cloud, where it signs without a key. */
export const OWN_SERVICE_ACCOUNT = 'connector@local-project.iam.gserviceaccount.com';

async function ownAccessToken(google: EmulatedGoogle | null): Promise<string> {
  if (!google) throw new AppError('credentials_missing');
  return google.issueServiceAccountAccessToken({ email: OWN_SERVICE_ACCOUNT });
}

/** If false, Google is real, or an emulated Google that runs elsewhere. */
const hasOwnGoogle = ({ googleEmulatorUrl, baseUrl }: Config): boolean =>
  googleEmulatorUrl === `${baseUrl}/google`;

/** If false, Salesforce is real, or an emulated organization that runs elsewhere. */
const hasOwnOrg = ({ salesforceEmulatorUrl, baseUrl }: Config): boolean =>
  salesforceEmulatorUrl === `${baseUrl}/salesforce`;

async function openOrg(runtime: Runtime): Promise<EmulatedOrg> {
  const { baseUrl, dataDirectory } = runtime.config;
  const path = join(dataDirectory, 'salesforce.sqlite');
  // With a real Google the org would send real mail: then an administrator has to make it a caller.
  const isAlone = hasOwnGoogle(runtime.config);
  const makeCredential = () => callerForOrg(runtime);
  try {
    return await openEmulatedOrg({
      baseUrl: `${baseUrl}/salesforce`,
      connectorPage: `${baseUrl}/setup-page`,
      file: path,
      ...(isAlone && { makeCredential }),
    });
  } catch {
    throw new AppError('store_corrupt', { detail: { path } });
  }
}

async function openGoogle(config: Config): Promise<EmulatedGoogle> {
  const { clientId, clientSecret, redirectUri } = config.oauthClient;
  const path = join(config.dataDirectory, 'google.sqlite');
  return openEmulatedGoogle({
    baseUrl: `${config.baseUrl}/google`,
    connectorPage: `${config.baseUrl}/setup-page`,
    file: path,
    clients: [{ clientId, clientSecret: clientSecret ?? '', redirectUris: [redirectUri] }],
    push: {
      url: `${config.baseUrl}/gmail-push`,
      audience: `${config.schedulerBaseUrl}/gmail-push`,
      serviceAccount: EMULATED_PUSHER,
    },
  }).catch(() => {
    throw new AppError('store_corrupt', { detail: { path } });
  });
}

type Emulated = { readonly google: EmulatedGoogle; readonly org: EmulatedOrg | null };

async function listen(runtime: Runtime, { google, org }: Emulated): Promise<Server> {
  const { config, store, keyring } = runtime;
  const functions = new Map<string, Server>(
    FUNCTION_NAMES.map((name) => [name, getTestServer(name)]),
  );
  const front = createFront({
    baseUrl: config.baseUrl,
    functions,
    google,
    org,
    confirmHealth: async () => {
      await keyring.reload();
      await store.listConnections({ after: null, limit: 1 });
    },
    ownGoogle: hasOwnGoogle(config),
  });
  const server = createServer(TIME_LIMITS, front);
  server.listen(config.port, '127.0.0.1');
  await once(server, 'listening').catch(async (thrown: unknown) => {
    throw await listenError(thrown, config);
  });
  return server;
}

async function listenError(thrown: unknown, { port, baseUrl }: Config): Promise<unknown> {
  if (systemCodeOf(thrown) === 'EADDRINUSE') {
    const free = await freePortAbove(port);
    // With a base URL of its own, another port alone would not be reached.
    const own = baseUrl !== new URL(`http://127.0.0.1:${port}`).origin;
    const tip = free && !own && { 'start it with': `PORT=${free} npm start` };
    return new AppError('port_in_use', { detail: { port: String(port), ...tip } });
  }
  if (systemCodeOf(thrown) !== 'EACCES') return thrown;
  const problems = [`PORT ${port} may not be listened on by this user: choose one above 1023`];
  return new AppError('configuration_invalid', { detail: { problems } });
}

/** The first of the next twenty ports that nobody listens on; null when all are taken. */
async function freePortAbove(port: number): Promise<number | null> {
  for (let candidate = port + 1; candidate <= Math.min(port + 20, 65_535); candidate++) {
    const server = createServer().listen(candidate, '127.0.0.1');
    const listening = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.close();
    if (listening) return candidate;
  }
  return null;
}

/** Long enough for a callback that waits for Google's answer to a code, which works only once. */
const GRACE_MS = 15_000;

/** Lets running requests finish within the grace period; closes idle connections at once. */
async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  await closed;
}
