import { z } from 'zod';
import { jsonIn } from '../network/json.ts';
import { networkCodeIn } from '../network/network-failure.ts';
import { createShortFetch } from '../network/short-fetch.ts';
import { withoutSecrets } from './report.ts';
import { EVENT_TYPES } from './security-event.ts';

const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push';
const TIMEOUT_MS = 20_000;

const shortFetch = createShortFetch(TIMEOUT_MS, { connection: 'fresh' });

/** Where Google sends a project's security events, and which. */
export type SecurityEventStream = {
  readonly url: string | null;
  readonly events: readonly string[];
  readonly enabled: boolean;
};

/**
 * Why Google did not do it; `status` is null when no answer arrived, and the message is then the network's code.
 * The message holds no secret.
 */
export type StreamRefusal = { readonly status: number | null; readonly message: string | null };

export type StreamAnswer<T> = { readonly value: T } | { readonly refused: StreamRefusal };

/** The calls of the RISC API (developers.google.com/identity/protocols/risc, "Register your receiver"). */
export type StreamApi = {
  /** Registers a receiver for every event type that the product reads. */
  register(url: string): Promise<StreamAnswer<unknown>>;
  read(): Promise<StreamAnswer<SecurityEventStream>>;
  /** Lets events flow again after somebody disabled the stream. */
  enable(): Promise<StreamAnswer<unknown>>;
  /** Makes Google send a verification event with this state. */
  verify(state: string): Promise<StreamAnswer<unknown>>;
};

const streamSchema = z.object({
  delivery: z.object({ url: z.string() }).optional(),
  events_requested: z.array(z.string()).default([]),
  status: z.string().default('enabled'),
});

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/**
 * Opens the RISC API of Google, which configures the one stream of a project.
 *
 * @param baseUrl such as https://risc.googleapis.com
 * @param token an access token of a service account of the project
 */
export function openSecurityEventStream(baseUrl: string, token: string): StreamApi {
  const call = (path: string, body?: object) => send(`${baseUrl}/v1beta/${path}`, { token, body });
  return {
    register: (url) =>
      call('stream:update', {
        delivery: { delivery_method: PUSH, url },
        events_requested: EVENT_TYPES,
      }),
    read: async () => {
      const answer = await call('stream');
      return 'refused' in answer ? answer : streamIn(answer.value);
    },
    enable: () => call('stream/status:update', { status: 'enabled' }),
    verify: (state) => call('stream:verify', { state }),
  };
}

function streamIn(body: unknown): StreamAnswer<SecurityEventStream> {
  const parsed = streamSchema.safeParse(body);
  if (!parsed.success) return { refused: { status: 200, message: 'the answer is not a stream' } };
  const { delivery, events_requested: events, status } = parsed.data;
  return { value: { url: delivery?.url ?? null, events, enabled: status === 'enabled' } };
}

/** Sends one call, with the limits of every call of Google. */
async function send(
  url: string,
  { token, body }: { readonly token: string; readonly body?: object | undefined },
): Promise<StreamAnswer<unknown>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    const response = await shortFetch(url, { ...init, headers });
    const json = jsonIn(await response.text()) ?? null;
    if (response.ok) return { value: json };
    return { refused: { status: response.status, message: messageIn(json) } };
  } catch (thrown) {
    return { refused: { status: null, message: networkCodeIn(thrown) } };
  }
}

/** Google's message on one line, without control characters, which a terminal could obey. */
function messageIn(body: unknown): string | null {
  const message = errorSchema.safeParse(body).data?.error.message;
  return withoutSecrets(message)?.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ') ?? null;
}
