import { diagnoseEvent } from '../diagnosis/index.ts';
import type { AuditEvent } from '../tokens/index.ts';
import { MESSAGES } from './message-templates.ts';

/** What is posted: the id is the event's own, the same however often it is tried. */
export type Message = { readonly id: string; readonly body: string };

/**
 * The message that tells of an event, in the payload structure of the Standard Webhooks. Its data is
 * flat and every property is always present, empty when there is nothing to say: a Flow cannot read
 * what may be missing. The same event makes the same bytes each time.
 */
export function messageOf(event: AuditEvent, setupUrl: string): Message {
  const { id, at, kind, failure } = event;
  const { type, status, ...words } = MESSAGES[kind];
  const diagnosis = diagnoseEvent(event);
  const { actor, title, explanation } = words.failing && diagnosis ? diagnosis : words;
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
    failingSince: failure?.since.toISOString() ?? '',
    setupUrl,
  };
  return { id, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
}
