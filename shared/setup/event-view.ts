import { diagnoseEvent } from '../diagnosis/index.ts';
import type { EventView } from '../pages/index.ts';
import type { AuditEvent } from '../tokens/index.ts';

/** An event as the pages show it. */
export const eventViewOf = (event: AuditEvent): EventView => ({
  event,
  diagnosis: diagnoseEvent(event),
});
