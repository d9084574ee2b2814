import { z } from 'zod';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { bearerToken, type Exchange, jsonBody } from '../http/exchange.ts';
import type { StreamConfiguration } from '../state/stream.ts';
import { deliver } from './deliver.ts';
import { EVENT_TYPES, PUSH, RISC_ISSUER } from './security-event.ts';

/** `GET /.well-known/risc-configuration`: the issuer of security events, and its keys. */
export function riscConfiguration({ baseUrl }: Google): Answer {
  return json(200, {
    issuer: RISC_ISSUER,
    jwks_uri: `${baseUrl}/oauth2/v3/certs`,
    delivery_methods_supported: [PUSH],
  });
}

const streamSchema = z.object({
  delivery: z.object({ delivery_method: z.literal(PUSH), url: z.url() }),
  events_requested: z.array(z.enum(Object.values(EVENT_TYPES))).min(1),
});

/** `POST /v1beta/stream:update`: registers the receiver and the event types that it subscribes to. */
export const updateStream = authorized((google, exchange) => {
  const request = streamSchema.safeParse(jsonBody(exchange));
  if (!request.success) {
    const name = String(request.error.issues[0]?.path[0] ?? 'delivery');
    return refusal(400, `Stream configuration must contain ${name} field.`);
  }
  const { delivery, events_requested: events } = request.data;
  const { url } = delivery;
  if (!isReachable(new URL(url))) {
    return refusal(403, 'The delivery endpoint must be an HTTPS URL.');
  }
  const enabled = google.stream.read()?.enabled ?? true;
  google.stream.write({ url, events, enabled });
  return json(200, streamBody(google, { url, events, enabled }));
});

/** `GET /v1beta/stream` */
export const readStream = authorized((google) => {
  const stream = google.stream.read();
  return stream ? json(200, streamBody(google, stream)) : NO_STREAM;
});

const statusSchema = z.object({ status: z.enum(['enabled', 'disabled']) });

/** `POST /v1beta/stream/status:update`: events that occur while it is disabled are never sent. */
export const updateStatus = authorized((google, exchange) => {
  const stream = google.stream.read();
  const request = statusSchema.safeParse(jsonBody(exchange));
  if (!request.success) return refusal(403, 'Invalid status.');
  if (!stream) return NO_STREAM;
  google.stream.write({ ...stream, enabled: request.data.status === 'enabled' });
  return json(200, request.data);
});

const verifySchema = z.object({ state: z.string().optional() });

/** `POST /v1beta/stream:verify`: sends a verification event with the given state. */
export const verifyStream = authorized(async (google, exchange) => {
  const body = verifySchema.safeParse(jsonBody(exchange)).data;
  if (!body) return refusal(400, 'The state must be a string.');
  if (!google.stream.read()) return NO_STREAM;
  const clientId = google.clients[0]?.clientId ?? '';
  await deliver(google, { name: 'verification', clientId, body });
  return json(200, {});
});

type Endpoint = (google: Google, exchange: Exchange) => Answer | Promise<Answer>;

/** Google requires a service account's token. The emulator accepts any bearer: it protects nothing. */
function authorized(answer: Endpoint): Endpoint {
  return (google, exchange) =>
    bearerToken(exchange) ? answer(google, exchange) : refusal(401, 'Unauthorized.');
}

function refusal(code: number, message: string): Answer {
  return json(code, { error: { code, message } });
}

const NO_STREAM = refusal(404, 'Project has no RISC configuration.');

/** Google requires HTTPS; the emulator also accepts plain HTTP to this machine. */
function isReachable({ protocol, hostname }: URL): boolean {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function streamBody({ clients }: Google, { url, events, enabled }: StreamConfiguration): unknown {
  return {
    iss: RISC_ISSUER,
    aud: clients.map(({ clientId }) => clientId),
    delivery: { delivery_method: PUSH, url },
    events_supported: Object.values(EVENT_TYPES),
    events_requested: events,
    status: enabled ? 'enabled' : 'disabled',
  };
}
