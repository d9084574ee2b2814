import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { salesforceWebhook } from '../../functions/salesforce-webhook.ts';
import type { Config } from '../../shared/config/index.ts';
import { AppError, systemCodeOf } from '../../shared/errors.ts';
import { createEdge } from '../../shared/http/edge.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import type { Ports } from '../../shared/tokens/index.ts';
import { callerForOrg } from '../caller-for-org.ts';
import { giveBackType } from '../front.ts';
import { type EmulatedGoogle, openEmulatedGoogle } from '../google/index.ts';
import { type EmulatedOrg, openEmulatedOrg } from '../salesforce/index.ts';

/** The product, Google and Salesforce, in a time that the demo moves. */
export type World = {
  readonly config: Config;
  readonly google: EmulatedGoogle;
  readonly org: EmulatedOrg;
  readonly runtime: Runtime;
  readonly ports: Ports;
  now(): Date;
  /** Lets it be so long ago (negative) for all of them, in milliseconds. */
  moveTo(aheadMs: number): void;
  close(): Promise<void>;
};

const silent = { write: () => undefined };

/**
 * Opens what a month is played in. Only what that needs is served, and no scheduler runs.
 *
 * @throws AppError `port_in_use`, and what `composeRuntime` throws
 */
export async function openWorld(config: Config): Promise<World> {
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const { baseUrl, dataDirectory, oauthClient } = config;
  const google = await openEmulatedGoogle({
    baseUrl: `${baseUrl}/google`,
    file: join(dataDirectory, 'google.sqlite'),
    clients: [
      {
        clientId: oauthClient.clientId,
        clientSecret: oauthClient.clientSecret ?? '',
        redirectUris: [oauthClient.redirectUri],
      },
    ],
    now,
  });
  let ports: Ports | undefined;
  const runtime = await composeRuntime(config, {
    logStream: silent,
    adaptPorts: (given) => {
      ports = { ...given, clock: { now, sleep: given.clock.sleep } };
      return ports;
    },
  });
  const org = openEmulatedOrg({
    baseUrl: `${baseUrl}/salesforce`,
    file: join(dataDirectory, 'salesforce.sqlite'),
    now,
    makeCredential: () => callerForOrg(runtime),
  });
  if (!ports) throw new AppError('internal');
  const server = await serve(config, { google, org, runtime });
  return {
    ...{ config, google, org, runtime, ports, now },
    moveTo: (aheadMs) => {
      ahead = aheadMs;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await runtime.close();
      await google.close();
      org.close();
    },
  };
}

type Served = Pick<World, 'google' | 'org' | 'runtime'>;

async function serve({ port }: Config, { google, org, runtime }: Served) {
  const webhook = createEdge(salesforceWebhook);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const first = request.url?.split('/')[1];
    if (first !== 'salesforce-webhook') giveBackType(request);
    if (first === 'google') google.handle(request, response);
    else if (first === 'salesforce') org.handle(request, response);
    else if (first === 'salesforce-webhook') void webhook(request, response, runtime);
    // Nobody subscribes yet: the product's server does when it starts.
    else response.writeHead(404).end();
  };
  const server = createServer(answer);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((thrown: unknown) => {
    throw systemCodeOf(thrown) === 'EADDRINUSE'
      ? new AppError('port_in_use', { detail: { port: String(port) } })
      : thrown;
  });
  return server;
}
