import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody } from '../http/exchange.ts';
import { directorySeedSchema, seedDirectory } from './seed-directory.ts';

/** `POST /emulator/directory`: creates or changes users, groups and aliases. */
export function seedDirectoryOver(google: Google, exchange: Exchange): Answer {
  const seed = directorySeedSchema.safeParse(jsonBody(exchange)).data;
  if (!seed) return json(400, { error: 'Send accounts, groups or aliases' });
  try {
    seedDirectory(google, seed);
    return json(200, {});
  } catch (thrown) {
    if (thrown instanceof RangeError) return json(400, { error: thrown.message });
    throw thrown;
  }
}
