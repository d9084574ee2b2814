import type { AccessEnd } from '../tokens/index.ts';
import { say } from './messages.ts';
import { dateText } from './time-element.ts';
import type { Language } from './views.ts';

/** When the access to a mailbox ends, and why, in one sentence. */
export const accessEndText = (language: Language, { at, isTesting }: AccessEnd): string =>
  say(language, isTesting ? 'accessEndsTesting' : 'accessEndsLimited', dateText(language, at));
