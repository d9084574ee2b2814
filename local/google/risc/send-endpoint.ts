import { z } from 'zod';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import { deliver } from './deliver.ts';
import { accountSubject, EVENT_TYPES, type EventName, tokenSubject } from './security-event.ts';

const names = Object.keys(EVENT_TYPES) as [EventName, ...EventName[]];
const requestSchema = z.strictObject({
  event: z.enum(names),
  /** The account that the event is about; a `verification` has none. */
  account: z.string().default(''),
  clientId: z.string().optional(),
  /** For `token-revoked`: the token, by default the account's newest live one, and how it is identified. */
  refreshToken: z.string().optional(),
  by: z.enum(['hash', 'prefix']).default('hash'),
  reason: z.string().optional(),
  state: z.string().optional(),
  jti: z.string().min(1).optional(),
});

type Request = z.infer<typeof requestSchema>;

/**
 * `POST /emulator/security-events`: sends the receiver an event, whether or not it happened. Answers
 * once it is delivered or dropped: `{"jti", "attempts", "status"}`.
 */
export async function sendSecurityEvent(google: Google, exchange: Exchange): Promise<Answer> {
  const request = requestSchema.safeParse(jsonBody(exchange)).data;
  if (!request) return json(400, { error: `Send an event: one of ${names.join(', ')}` });
  const body = bodyOf(google, request);
  if (!body) return json(404, { error: 'There is no such account or live refresh token' });
  const clientId = request.clientId ?? google.clients[0]?.clientId ?? '';
  const delivery = await deliver(google, { name: request.event, clientId, body, jti: request.jti });
  return delivery
    ? json(200, delivery)
    : json(409, { error: 'No stream is registered that wants such events' });
}

/** The event's payload; undefined when its account or token does not exist. */
function bodyOf(google: Google, request: Request): Record<string, unknown> | undefined {
  const { event, reason, state, refreshToken, by } = request;
  if (event === 'verification') return { state };
  const account = google.accounts.byAddress(request.account);
  if (event !== 'token-revoked') return account && { ...accountSubject(account.sub), reason };
  const token = refreshToken ?? google.grants.liveRefreshTokens(account?.sub ?? '')[0]?.token;
  return token === undefined ? undefined : tokenSubject(token, by);
}
