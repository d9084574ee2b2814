import type { AuditEvent, TwoWayPage } from '../tokens/index.ts';
import type { pageWindow } from './page-window.ts';

/** Where a page of events ended: events of the same instant are ordered by their ids. */
export type EventPlace = { readonly at: Date; readonly id: string };

const CURSOR = /^(\d{1,15})-([\w-]{1,100})$/;

export const cursorOf = ({ at, id }: EventPlace): string => `${at.getTime()}-${id}`;

/** The place that a cursor names; null for none, and for a text that is no cursor: then the first page is shown. */
export function placeIn(cursor: string | null): EventPlace | null {
  const [, at, id] = CURSOR.exec(cursor ?? '') ?? [];
  return at !== undefined && id !== undefined ? { at: new Date(Number(at)), id } : null;
}

/** A row of a page: where it is, and its event, or nothing when it cannot be read. */
export type EventRow = { readonly place: EventPlace; readonly events: readonly AuditEvent[] };

/** A page of events, and the cursors of the pages before and after it. */
export function pageOf({
  shown,
  first,
  last,
}: ReturnType<typeof pageWindow<EventRow>>): TwoWayPage<AuditEvent> {
  const items = shown.flatMap(({ events }) => events);
  const previous = first ? cursorOf(first.place) : null;
  const next = last ? cursorOf(last.place) : null;
  return { items, previous, next, unreadable: shown.length - items.length };
}
