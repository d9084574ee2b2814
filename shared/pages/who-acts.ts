import type { Diagnosis } from '../diagnosis/index.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** Who acts, in words: “You” where the reader is the one. */
export const whoActs = (
  language: Language,
  { actor, readerActs }: Pick<Diagnosis, 'actor' | 'readerActs'>,
): string => say(language, readerActs ? 'actor_reader' : `actor_${actor}`);
