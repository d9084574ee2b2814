import { z } from 'zod';
import { AppError, type ErrorCode } from '../../errors.ts';
import { parseStrictJson, validated } from '../../http/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { callerIdOf } from './caller.ts';
import { requireRecent } from './callers/index.ts';
import { answerOnce } from './once.ts';
import type { Asking, Operation } from './operation.ts';

/** What a call of any operation may be refused with. */
export const COMMON_REFUSALS: readonly ErrorCode[] = [
  'webhook_not_configured',
  'caller_unverified',
  'call_expired',
  'calls_too_many',
  'body_too_large',
  'media_type_unsupported',
  'body_malformed',
  'body_invalid',
  'operation_forbidden',
  'event_id_reused',
  'call_running',
];

/** The properties that every request may have beside those of its operation. */
export const ENVELOPE = z.object({
  eventId: z
    .string()
    .max(200)
    .default('')
    .describe(
      'An id of your own for this call, required where it changes something. A call with the id of an earlier one is not done again, and is answered as that one was.',
    ),
  sentAt: z
    .string()
    .refine((text) => text === '' || readMoment(text) !== null)
    .default('')
    .describe(
      'When the call was sent, ISO 8601 with a time zone. A call that is more than five minutes old is refused. Empty: it may be of any age.',
    ),
  operation: z
    .string()
    .max(80)
    .default('')
    .describe(
      'The name of this operation, so that a signature over the body covers it too: at another operation the call is refused. Empty: it is not covered.',
    ),
});

/** A call by a verified caller. */
export type Call = Omit<Asking, 'eventId' | 'mayChange'> & {
  readonly rawBody: Buffer;
  /** The `webhook-id`, which the signature covers beside the body; empty: none. */
  readonly signedEventId: string;
};

/**
 * Answers a verified caller. What changes something is done once for each event id.
 *
 * @returns the operation's response; throws AppError `operation_forbidden`, `body_malformed`, `body_invalid` (which
 *   properties, in `detail.fields`), `call_expired`, `event_id_reused`, `call_running`, and the operation's own refusals
 */
export async function answerOperation(
  operation: Operation,
  runtime: Runtime,
  { rawBody, signedEventId, ...asking }: Call,
): Promise<unknown> {
  requirePermission(operation, asking);
  const body = parseStrictJson(rawBody);
  const envelope = validated(body, ENVELOPE);
  const sentAt = readMoment(envelope.sentAt);
  if (sentAt) requireRecent(sentAt, runtime.clock.now());
  requireSameOperation(envelope.operation, operation);
  const { request, run } = operation.prepare(body);
  const eventId = envelope.eventId || signedEventId;
  const whole: Asking = { ...asking, eventId, mayChange: false };
  if (!operation.changesSomething) return run(runtime, whole);
  if (eventId === '') throw new AppError('body_invalid', { detail: { fields: ['eventId'] } });
  const identity = {
    callerId: callerIdOf(asking.caller),
    operation: operation.name,
    eventId,
    request,
  };
  return answerOnce(runtime, identity, () => run(runtime, whole));
}

/** A body that was signed for one operation, and recorded, must not be used for another. */
function requireSameOperation(signed: string, { name }: Pick<Operation, 'name'>): void {
  if (signed !== '' && signed !== name)
    throw new AppError('body_invalid', { detail: { fields: ['operation'] } });
}

const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)$/;

/** Reads a moment as JSON, Apex and the text functions of Flow write it; null when it is none. */
function readMoment(text: string): Date | null {
  const [, day, time, zone] = MOMENT.exec(text) ?? [];
  const moment = new Date(`${day}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** @throws AppError `operation_forbidden` */
export function requirePermission(
  { name, permission }: Pick<Operation, 'name' | 'permission'>,
  { caller }: Pick<Asking, 'caller'>,
): void {
  if (caller.permissions.includes(permission)) return;
  throw new AppError('operation_forbidden', { detail: { action: name, permission } });
}
