import { z } from 'zod';
import { AppError } from '../../errors.ts';
import {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  CHANGED_PROPERTIES,
  EVENT_ROLES,
} from '../../tokens/index.ts';
import { credential, date, failedSince, storedFailure, text, texts } from './document-schemas.ts';
import { parseDocument } from './parse-document.ts';
import { writeDocument } from './write-document.ts';

/** Somebody may ask in the second year what happened in the first. */
const KEPT_DAYS = 400;
const DAY_MS = 24 * 60 * 60 * 1000;

const storedEvent = z.object({
  id: text,
  at: date,
  kind: z.enum(AUDIT_EVENT_KINDS),
  connectionId: text.nullable(),
  credential: credential.nullable().default(null),
  address: text.nullable(),
  failure: failedSince.nullable(),
  consentedAt: date.nullable(),
  refreshedAt: date.nullable(),
  grantsMinted: z.int().nullable(),
  by: text.nullable(),
  // Release 0.1 stored none of these.
  role: z.enum(EVENT_ROLES).nullable().default(null),
  linkBy: text.nullable().default(null),
  again: z.boolean().default(false),
  grantEndsAt: date.nullable().default(null),
  change: z
    .object({ of: z.enum(CHANGED_PROPERTIES), from: text, to: text })
    .nullable()
    .default(null),
  revoked: z.boolean().nullable().default(null),
  count: z.int().nonnegative().nullable().default(null),
  books: z.object({ day: text, messageIds: texts }).nullable().default(null),
  notice: z.object({
    dueAt: date.nullable(),
    attempts: z.int().nonnegative(),
    deliveredAt: date.nullable(),
  }),
});

/** The stored document calls the notification `notice`, as it did in release 0.1. */
const eventSchema = storedEvent.transform(({ notice: notification, ...event }) => ({
  ...event,
  notification,
}));

/** An event as stored, and when it is deleted. Nothing of it is a secret. */
export function writeEventDocument({ notification: notice, ...event }: AuditEvent) {
  return {
    document: writeDocument(eventSchema, {
      ...event,
      failure: storedFailure(event.failure),
      notice,
    }),
    deleteAt: new Date(event.at.getTime() + KEPT_DAYS * DAY_MS),
  };
}

/** @throws AppError `record_unreadable` when the document was changed by hand */
export function readEventDocument(id: string, document: string): AuditEvent {
  const event: AuditEvent = parseDocument(eventSchema, document);
  if (event.id !== id) throw new AppError('record_unreadable');
  return event;
}
