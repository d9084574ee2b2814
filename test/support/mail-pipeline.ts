import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gmailPush } from '../../functions/gmail-push.ts';
import { mailSync } from '../../functions/mail-sync.ts';
import { salesforceWebhook } from '../../functions/salesforce-webhook.ts';
import { setupPage } from '../../functions/setup-page.ts';
import { callerForOrg } from '../../local/caller-for-org.ts';
import { type EmulatedGoogle, openEmulatedGoogle } from '../../local/google/index.ts';
import { type EmulatedOrg, openEmulatedOrg } from '../../local/salesforce/index.ts';
import { EMULATED_PUSHER, LOCAL_SCHEDULER, parseConfig } from '../../shared/config/index.ts';
import { createEdge } from '../../shared/http/edge.ts';
import { switchOn } from '../../shared/mail/index.ts';
import type { Routing } from '../../shared/mail/model/intake.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { type Composition, composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { sealSession } from '../../shared/sessions/index.ts';
import type { Ports } from '../../shared/tokens/index.ts';
import { SAMPLE_ROUTING } from '../mail/sample-routing.ts';
import { type Person, person } from './person.ts';
import { sampleConnection } from './samples.ts';

/** The token in the forms of an administrator whom `signedIn` made. */
export const FORM_TOKEN = 'form-token-of-test';

const MODIFY = 'https://www.googleapis.com/auth/gmail.modify';
const CLIENT = {
  clientId: 'emulated-client.apps.googleusercontent.com',
  clientSecret: 'emulated',
  redirectUris: ['http://127.0.0.1:1/oauth-callback'],
};

/** Where mail comes from and goes to, and the product between them, all in this process over real HTTP. */
export type MailPipeline = {
  readonly baseUrl: string;
  readonly google: EmulatedGoogle;
  readonly org: EmulatedOrg;
  readonly runtime: Runtime;
  /** The id of the one connected organization. */
  readonly orgId: string;
  /** Everything that was logged. */
  log(): string;
  /** What was asked of Google and Salesforce since this was last taken, and of the store. */
  takeCalls(): { readonly requests: readonly string[]; readonly store: readonly string[] };
  /** Connects a mailbox, and turns its mail into cases from now on. Answers the connection's id. */
  connect(address: string, routing?: Partial<Routing>): Promise<string>;
  /** Connects a mailbox whose mail becomes no cases. Answers the connection's id. */
  authorize(address: string): Promise<string>;
  /** A browser in which an administrator is signed in. */
  signedIn(): Promise<Person>;
  /** Calls mail-sync as the scheduler does. Answers what it answered. */
  sync(body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

type Serve = (...exchange: Parameters<EmulatedGoogle['handle']>) => Promise<void>;

type Opened = {
  readonly directory: string;
  /** The clock of the emulated Google and the emulated organization; the wall clock by default. */
  readonly now?: () => Date;
  /** Hears of each request before the emulators do. */
  readonly arrives?: (path: string) => void;
  /** Serves gmail-push and mail-sync elsewhere, such as in processes of their own. */
  readonly functions?: Serve;
  readonly composition?: Composition;
  readonly environment?: Readonly<Record<string, string>>;
};

const EDGES: Readonly<Record<string, ReturnType<typeof createEdge<Runtime>>>> = {
  'gmail-push': createEdge(gmailPush),
  'mail-sync': createEdge(mailSync),
  'salesforce-webhook': createEdge(salesforceWebhook),
  'setup-page': createEdge(setupPage),
};

/** A port that was another test's a moment ago may still get a request that was meant for it. */
const refuseStray = (response: ServerResponse): void => {
  response.writeHead(503).end();
};

/** Opens it with an emulated organization that is connected. */
export async function startMailPipeline({
  directory,
  composition = {},
  environment = {},
  now = () => new Date(),
  arrives = () => undefined,
  functions,
}: Opened): Promise<MailPipeline> {
  let logged = '';
  const logStream = new Writable({
    write: (chunk, _encoding, done) => {
      logged += String(chunk);
      done();
    },
  });
  let opened = false;
  const requests: string[] = [];
  const operations: string[] = [];
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const google = await openEmulatedGoogle({
    baseUrl: `${baseUrl}/google`,
    file: join(directory, 'google.sqlite'),
    clients: [CLIENT],
    now,
    push: {
      url: `${baseUrl}/gmail-push`,
      audience: `${baseUrl}/gmail-push`,
      serviceAccount: EMULATED_PUSHER,
    },
  });
  const org = openEmulatedOrg({
    baseUrl: `${baseUrl}/salesforce`,
    file: join(directory, 'salesforce.sqlite'),
    now,
    makeCredential: () => callerForOrg(runtime),
  });
  const config = parseConfig({
    BASE_URL: baseUrl,
    DATA_DIR: directory,
    LOG_LEVEL: 'debug',
    ...environment,
  });
  let ports: Ports | undefined;
  const composed = await composeRuntime(config, {
    logStream,
    ...composition,
    adaptPorts: (given) => {
      const store = noting(given.store, operations);
      ports = composition.adaptPorts?.({ ...given, store }) ?? { ...given, store };
      return ports;
    },
  });
  const runtime: Runtime = {
    ...composed,
    mail: noting(composed.mail, operations),
    orgTokens: noting(composed.orgTokens, operations),
    orgSecrets: noting(composed.orgSecrets, operations),
  };
  opened = true;

  async function serve(...[request, response]: Parameters<Serve>): Promise<void> {
    if (!opened) return refuseStray(response);
    const [path = ''] = (request.url ?? '').split('?');
    const [, first = ''] = path.split('/');
    requests.push(`${request.method} ${path}`);
    arrives(path);
    if (first === 'google') google.handle(request, response);
    else if (first === 'salesforce') org.handle(request, response);
    else if (functions) await functions(request, response);
    else if (EDGES[first]) await EDGES[first](request, response, runtime);
    else response.writeHead(404).end();
  }

  const { clientId, clientSecret } = org.login;
  const added = await mailOf(runtime).orgs.add(
    {
      myDomain: `${baseUrl}/salesforce`,
      clientId,
      username: null,
      secret: { kind: 'client_secret', clientSecret },
      certificate: null,
    },
    'admin@example.com',
  );

  const authorize = async (address: string): Promise<string> => {
    if (!ports) throw new Error('unreachable');
    return connectMailbox({ google, runtime, ports }, address);
  };

  return {
    baseUrl,
    google,
    org,
    runtime,
    orgId: added.id,
    log: () => logged,
    takeCalls: () => ({ requests: requests.splice(0), store: operations.splice(0) }),
    authorize: (address) => authorize(address),
    signedIn: async () => {
      const admin = { subject: 'admin', address: 'admin@example.com', hostedDomain: null };
      const session = { formToken: FORM_TOKEN, now: runtime.clock.now() };
      const browser = person(baseUrl);
      browser.setCookie('connector_session', await sealSession(runtime.keyring, admin, session));
      return browser;
    },
    connect: async (address, routing = {}) => {
      const connectionId = await authorize(address);
      await switchOn(mailOf(runtime), {
        connectionId,
        address,
        routing: { ...SAMPLE_ROUTING, orgId: added.id, ...routing },
        startsAt: null,
        by: 'admin@example.com',
      });
      return connectionId;
    },
    sync: async (body) => {
      const url = `${baseUrl}/mail-sync`;
      const token = await google.issueServiceAccountIdToken({
        email: LOCAL_SCHEDULER,
        audience: url,
      });
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Record<string, unknown>;
    },
    close: async () => {
      await google.settlePushes();
      server.closeAllConnections();
      server.close();
      await runtime.close();
      await google.close();
      org.close();
    },
  };
}

/** The same port, whose calls are noted by their names. */
function noting<Port extends object>(port: Port, names: string[]): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]): unknown => {
        names.push(String(name));
        return Reflect.apply(member, target, given);
      };
    },
  });
}

type Stores = {
  readonly google: EmulatedGoogle;
  readonly runtime: Runtime;
  readonly ports: Ports;
};

/** Stores a connection whose owner consented to what mail needs, without a walk through the pages. */
async function connectMailbox(
  { google, runtime, ports }: Stores,
  address: string,
): Promise<string> {
  const scopes = ['openid', 'email', MODIFY];
  const [account] = google.seedAccounts({ addresses: [address], scopes });
  if (!account) throw new Error('unreachable');
  const mailbox = { subject: account.sub, address, hostedDomain: null };
  const id = `mailbox-${account.sub}`;
  const version = await ports.vault.put(id, { refreshToken: account.refreshToken, scopes });
  const connection = sampleConnection({
    id,
    mailbox,
    profile: 'receive_and_send',
    scopes,
    grant: { kind: 'consent', version, digests: null },
    accessToken: null,
    usedAt: new Date(),
    consentedAt: new Date(),
    refreshDueAt: null,
    probeDueAt: null,
    lease: null,
    failure: null,
  });
  await runtime.store.writeConnection(connection, null);
  return id;
}
