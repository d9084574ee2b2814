import { diagnose } from '../diagnosis/index.ts';
import type { EventView } from '../pages/index.ts';
import type { AuditEvent } from '../tokens/index.ts';

/** An event as the pages show it. */
export function eventViewOf(event: AuditEvent): EventView {
  const { failure, consentedAt } = event;
  if (!failure) return { event, diagnosis: null };
  const timeline = { failedAt: failure.since, ...(consentedAt && { consentedAt }) };
  return { event, diagnosis: diagnose(failure, timeline) };
}
