import { randomUUID } from 'node:crypto';
import { readEnvironment } from '../shared/config/environment.ts';
import { parseConfig } from '../shared/config/index.ts';
import {
  EVENT_TYPES,
  googleEndpoints,
  openSecurityEventStream,
  type StreamApi,
} from '../shared/google/index.ts';
import { sendThroughProxy } from '../shared/runtime/through-proxy.ts';
import { readToken } from './read-token.ts';
import { describeRefusal } from './risc-advice.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';

const USAGE = `Usage: TOKEN COMMAND | npm run security-events -- VERB [--env FILE] [--json]

Google's security events about connected accounts (Cross-Account Protection): where Google sends them.
A project has one stream: use a service account of the project that the OAuth client belongs to.

  register  makes Google send every event to BASE_URL/oauth-callback/security-events
  status    shows where Google sends events, and whether any is missing; changes nothing
  verify    makes Google send one verification event: look for it in the log of oauth-callback

The token is read from standard input, never from the arguments. No key is needed: impersonate a service
account with the role RISC Configuration Admin (roles/riscconfigs.admin), SA in this command:

  gcloud auth print-access-token --impersonate-service-account=SA \\
    --scopes=https://www.googleapis.com/auth/risc.configuration.readwrite,https://www.googleapis.com/auth/risc.verify

  --env FILE  reads the settings from this file rather than from .env
  --json      the outcome as JSON

Exit code: 0 done, 1 not (see the message), 2 called wrongly.
More: docs/operations.md
`;

type Work = (stream: StreamApi, receiver: string) => Promise<Outcome>;

const withStream =
  (work: Work) =>
  async ({ env }: Call): Promise<Outcome> => {
    const { baseUrl, googleEmulatorUrl, proxy } = parseConfig(readEnvironment(env));
    sendThroughProxy(proxy);
    const { risc } = googleEndpoints(googleEmulatorUrl);
    const stream = openSecurityEventStream(risc, await readToken());
    return work(stream, `${baseUrl}/oauth-callback/security-events`);
  };

async function register(stream: StreamApi, receiver: string): Promise<Outcome> {
  const registered = await stream.register(receiver);
  if ('refused' in registered) return describeRefusal(registered.refused, receiver);
  const found = await stream.read();
  // A stream that somebody disabled stays disabled when it is registered again.
  if ('value' in found && !found.value.enabled) {
    const enabled = await stream.enable();
    if ('refused' in enabled) return describeRefusal(enabled.refused, receiver);
  }
  return status(stream, receiver);
}

async function status(stream: StreamApi, receiver: string): Promise<Outcome> {
  const found = await stream.read();
  if ('refused' in found) return describeRefusal(found.refused, receiver);
  const { url, events, enabled } = found.value;
  const missing = EVENT_TYPES.filter((type) => !events.includes(type));
  const problems: string[] = [];
  if (url !== receiver) problems.push(`They belong at ${receiver}.`);
  if (!enabled) problems.push('The stream is disabled: Google sends nothing, and keeps nothing.');
  if (missing.length > 0) problems.push(`Google does not send: ${missing.join(', ')}.`);
  const ok = problems.length === 0;
  const next = ok
    ? ['Every event type is sent there. npm run security-events -- verify tries it.']
    : [...problems, 'Run npm run security-events -- register.'];
  return {
    facts: { ok, url, receiver, enabled, events, missing },
    lines: [`Google sends security events to ${shown(url)}.`, ...next],
    ok,
  };
}

async function verify(stream: StreamApi, receiver: string): Promise<Outcome> {
  const state = randomUUID();
  const answer = await stream.verify(state);
  if ('refused' in answer) return describeRefusal(answer.refused, receiver);
  const lines = [
    'Google accepted the request and sends a verification event.',
    'Within a minute the log of oauth-callback has "security event: verification", with the outcome noted.',
  ];
  return { facts: { ok: true, state }, lines, ok: true };
}

/** A stored URL as a terminal may show it: a parsed URL contains no control characters. */
const shown = (url: string | null): string => URL.parse(url ?? '')?.href ?? 'no URL';

await runCommand(USAGE, {
  register: withStream(register),
  status: withStream(status),
  verify: withStream(verify),
});
