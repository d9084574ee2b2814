import { z } from 'zod';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { bearerToken, type Exchange, jsonBody } from '../http/exchange.ts';
import type { StreamConfiguration } from '../state/stream.ts';
import { deliver } from './deliver.ts';
import { EVENT_TYPES, PUSH } from './event-types.ts';
import { RISC_ISSUER } from './security-event.ts';

/** `GET /.well-known/risc-configuration`: who signs security events, and with which keys. */
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

/** `POST /v1beta/stream:update`: registers the receiver, and what it wants to hear. */
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
  return json(200, describe(google, { url, events, enabled }));
});

/** `GET /v1beta/stream` */
export const readStream = authorized((google) => {
  const stream = google.stream.read();
  return stream ? json(200, describe(google, stream)) : NO_STREAM;
});

const statusSchema = z.object({ status: z.enum(['enabled', 'disabled']) });

/** `POST /v1beta/stream/status:update`: what happens while it is disabled is never told. */
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

/** Google wants a service account's token here. Any bearer will do: there is nothing to protect. */
function authorized(answer: Endpoint): Endpoint {
  return (google, exchange) =>
    bearerToken(exchange) ? answer(google, exchange) : refusal(401, 'Unauthorized.');
}

function refusal(code: number, message: string): Answer {
  return json(code, { error: { code, message } });
}

const NO_STREAM = refusal(404, 'Project has no RISC configuration.');

/** Google insists on HTTPS; a receiver on this machine may do without. */
function isReachable({ protocol, hostname }: URL): boolean {
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

function describe({ clients }: Google, { url, events, enabled }: StreamConfiguration): unknown {
  return {
    iss: RISC_ISSUER,
    aud: clients.map(({ clientId }) => clientId),
    delivery: { delivery_method: PUSH, url },
    events_supported: Object.values(EVENT_TYPES),
    events_requested: events,
    status: enabled ? 'enabled' : 'disabled',
  };
}
