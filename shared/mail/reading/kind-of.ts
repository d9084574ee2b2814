import { isAutoReply } from './auto-reply.ts';
import { isCalendar } from './calendar.ts';
import { reportedIn, reportTypeOf } from './delivery-report.ts';
import type { MailReading } from './mail-reading.ts';
import { toldInWords } from './mail-system.ts';

/**
 * `bounce`: it could not be delivered. `delivery_status`: it is late, arrived, or was opened. `calendar`: an
 * invitation, an answer to one, or a cancellation. `auto_reply`: an automatic answer. `mail`: everything else, alerts
 * and confirmations of programs included.
 */
export type MailKind = 'mail' | 'auto_reply' | 'bounce' | 'delivery_status' | 'calendar';

/**
 * What kind of mail it is. Reports and appointments come first, because they are marked as automatic, too. In doubt it
 * is `mail`: of that nothing is left out.
 */
export function kindOf(reading: MailReading): MailKind {
  const told = toldBySystem(reading);
  if (told !== null) return told;
  if (isCalendar(reading)) return 'calendar';
  return isAutoReply(reading) ? 'auto_reply' : 'mail';
}

function toldBySystem(reading: MailReading): 'bounce' | 'delivery_status' | null {
  const type = reportTypeOf(reading);
  if (type === 'receipt') return 'delivery_status';
  const inWords = type === 'other' ? null : toldInWords(reading);
  if (type !== 'delivery' && inWords === null) return null;
  const reported = reportedIn(reading);
  if (reported.some(({ action }) => action === 'failed')) return 'bounce';
  if (reported.some(({ action }) => action !== '')) return 'delivery_status';
  // A report that cannot be read is most often that of a failure.
  return inWords ?? 'bounce';
}
