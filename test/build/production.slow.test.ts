import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServerCredentials, ServerInterceptingCall } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCloud, type WarmUpCloud } from '../../build/warm-up/cloud.ts';
import { type Contents, makeContents } from '../../build/warm-up/contents.ts';
import { openGoogle, type WarmUpGoogle } from '../../build/warm-up/google.ts';
import { ADMIN, requestsFor, WEBHOOK_SECRET } from '../../build/warm-up/requests.ts';
import { ORG_PATH } from '../../build/warm-up/salesforce.ts';
import { EMULATED_PUSHER, LOCAL_SCHEDULER } from '../../shared/config/index.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/function-names.ts';
import { describeWith } from '../support/describe-with.ts';
import { findOnPath } from '../support/executable.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type MetadataServer, startMetadataServer } from './metadata-server.ts';
import { sharedBundles } from './shared-bundles.ts';
import { endAll, start } from './started.ts';

const PRELOADS = ['../support/loopback-only.mjs', './googleapis-here.mjs']
  .map((path) => `--import=${new URL(path, import.meta.url).href}`)
  .join(' ');
const CLIENT_ID = 'test.apps.googleusercontent.com';
const BASE_URL = 'https://europe-west1-warm-up.cloudfunctions.net';
/** The stand-in for Google serves the org too, under any name below googleapis.com. */
const MY_DOMAIN = `https://salesforce.googleapis.com${ORG_PATH}`;
const TOKEN = 'ya29.token-of-the-service-account';

const openssl = findOnPath(['openssl']);
const directory = temporaryDirectory();

/** A certificate for every name below googleapis.com, which a function trusts by NODE_EXTRA_CA_CERTS. */
function makeCertificate(): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=googleapis.com', '-addext', 'subjectAltName=DNS:*.googleapis.com'];
  const files = ['-keyout', key, '-out', cert];
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  execFileSync(openssl ?? '', [...kind, ...subject, ...files], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

const missing = openssl ? null : 'no openssl found';

describeWith(missing, 'a bundle with the credentials of its service account', () => {
  let dist: string;
  let contents: Contents;
  let metadata: MetadataServer;
  let google: WarmUpGoogle;
  let cloud: WarmUpCloud;
  /** The authorization of each call of Firestore and Secret Manager. */
  const authorizations: string[] = [];

  beforeAll(async () => {
    dist = await sharedBundles();
    const { key, cert } = makeCertificate();
    contents = await makeContents(`${CLIENT_ID} at google`, MY_DOMAIN);
    metadata = await startMetadataServer(TOKEN);
    google = await openGoogle({ key, cert });
    const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(cert) };
    cloud = await openCloud(contents, {
      credentials: ServerCredentials.createSsl(null, [pair]),
      interceptors: [
        (_, call) =>
          new ServerInterceptingCall(call, {
            start: (next) =>
              next({
                onReceiveMetadata: (received, pass) => {
                  authorizations.push(String(received.get('authorization')[0]));
                  pass(received);
                },
              }),
          }),
      ],
    });
  }, 240_000);
  afterAll(() => {
    endAll();
    metadata?.close();
    google?.close();
    cloud?.close();
  });

  const startFunction = (name: FunctionName) =>
    start([process.execPath, 'framework/start.js'], join(dist, name), {
      NODE_OPTIONS: PRELOADS,
      NODE_EXTRA_CA_CERTS: join(directory, 'cert.pem'),
      GOOGLEAPIS_GRPC_PORT: cloud.address.split(':')[1],
      GOOGLEAPIS_HTTPS_PORT: new URL(google.baseUrl).port,
      // The metadata server has another address in Google's network: all else is as Terraform sets it.
      GCE_METADATA_HOST: metadata.host,
      K_SERVICE: name,
      STATE: 'cloud',
      GOOGLE_CLOUD_PROJECT: 'warm-up',
      SECRET_PREFIX: 'warm-up',
      GOOGLE_CLIENT_ID: CLIENT_ID,
      GOOGLE_CLIENT_SECRET: 'warm-up',
      SETUP_ADMINS: ADMIN,
      BASE_URL,
      SCHEDULER_SERVICE_ACCOUNT: LOCAL_SCHEDULER,
      GMAIL_PUSH_SERVICE_ACCOUNT: EMULATED_PUSHER,
      SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    });

  test.each(FUNCTION_NAMES)(
    '%s gets a token, calls Google over TLS, and starts from its cache',
    async (name) => {
      authorizations.length = 0;
      const begun = metadata.asked.length;
      const filed = google.filed();
      const { baseUrl, output, end } = await startFunction(name);
      const token = await google.callerToken(name, BASE_URL);
      for (const { path, status, ...init } of await requestsFor(name, contents, token)) {
        // On https, cookies have the prefix that binds them to the host (RFC 6265bis).
        const cookie = init.headers?.['cookie']?.replace('connector_', '__Host-connector_');
        const headers = { ...init.headers, ...(cookie && { cookie }) };
        const response = await fetch(`${baseUrl}${path}`, { ...init, headers, redirect: 'manual' });
        expect([path, response.status, output()]).toEqual([path, status, expect.any(String)]);
      }
      expect(await end()).toBe(0);
      expect(metadata.asked.slice(begun)).toContain('instance/service-accounts/default/token');
      expect(new Set(authorizations)).toEqual(new Set([`Bearer ${TOKEN}`]));
      expect(google.filed() > filed).toBe(['gmail-push', 'mail-sync'].includes(name));
      expect(output()).not.toContain('code cache rejected');
      expect(output()).not.toContain(TOKEN);
    },
  );
});
