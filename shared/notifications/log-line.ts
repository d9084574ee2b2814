import { errorEntry } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { Delivered } from './deliver-notifications.ts';

/** What the log says of one notice: whose it is and what became of it, nothing of what it said. */
export function deliveryLogLine(delivered: Delivered, correlationId: string): Parameters<Log> {
  const { kind, connectionId } = delivered;
  const severity = 'error' in delivered ? errorEntry(delivered.error.code).severity : 'debug';
  const about = 'error' in delivered ? errorFields(delivered.error) : {};
  const of = connectionId === null ? {} : { connectionId };
  return [severity, `notice: ${kind}`, { correlationId, outcome: kind, ...of, ...about }];
}
