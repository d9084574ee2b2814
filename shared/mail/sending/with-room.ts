import { createPlaces, inPlace } from '../../concurrency/places.ts';
import type { SendRequest } from '../model/send-request.ts';

/**
 * Mails with files of the organization that are sent at once in this process. One of 35 MB needs 65 MB of temporary
 * files, its attachments included, and on Cloud Run those are memory. A mail that brings its files itself came in a
 * large call, and those are few.
 */
const MOST_AT_ONCE = 2;
const WAIT_MS = 20_000;

const places = createPlaces(MOST_AT_ONCE);

/**
 * Does the work of a send when there is room for its files.
 *
 * @throws AppError `calls_too_many`: others took too long, and nothing was done; what the work throws
 */
export async function withRoom<Answer>(
  { attachments }: Pick<SendRequest, 'attachments'>,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const hasFiles = attachments.some((each) => 'fileId' in each);
  return hasFiles ? inPlace(places, WAIT_MS, work) : work();
}
