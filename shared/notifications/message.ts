import { diagnoseEvent } from '../diagnosis/index.ts';
import { AppError } from '../errors.ts';
import { type AuditEvent, isNotified } from '../tokens/index.ts';
import { MESSAGES, NOT_REVOKED } from './message-templates.ts';

/** A message to post. Its id is the event's id, so it is the same in every attempt. */
export type Message = { readonly id: string; readonly body: string };

/**
 * Builds the message about an event, in the payload structure of the Standard Webhooks. Its data is flat
 * and every property is always present, empty when there is no value, because a Flow cannot read
 * properties that may be missing. The same event always gives the same bytes.
 *
 * @throws AppError `internal` for a kind that is not notified: its notification is never due
 */
export function messageOf(event: AuditEvent, setupUrl: string): Message {
  const { id, at, kind, failure } = event;
  if (!isNotified(kind)) throw new AppError('internal');
  const { type, status, ...words } = MESSAGES[kind];
  const diagnosis = diagnoseEvent(event);
  const plain = event.revoked === false ? NOT_REVOKED : words;
  const { actor, title, explanation } = words.failing && diagnosis ? diagnosis : plain;
  const data = {
    connectionId: event.connectionId ?? '',
    mailbox: event.address ?? '',
    status,
    cause: diagnosis?.cause ?? '',
    actor,
    titleEn: title.en,
    titleJa: title.ja,
    explanationEn: explanation.en,
    explanationJa: explanation.ja,
    accessEndsAt: event.grantEndsAt?.toISOString() ?? '',
    failingSince: failure?.since.toISOString() ?? '',
    setupUrl,
  };
  return { id, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
}
