import { errorEntry } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { Noticed } from './deliver-notifications.ts';

/** What the log says of one notice: whose it is and what became of it, nothing of what it said. */
export function noticeLine(noticed: Noticed, correlationId: string): Parameters<Log> {
  const { kind, connectionId } = noticed;
  const severity = 'error' in noticed ? errorEntry(noticed.error.code).severity : 'debug';
  const about = 'error' in noticed ? errorFields(noticed.error) : {};
  const of = connectionId === null ? {} : { connectionId };
  return [severity, `notice: ${kind}`, { correlationId, outcome: kind, ...of, ...about }];
}
