import type { Words } from './reader.ts';

/** What a person or a script entered is refused. The message is the English text, for scripts. */
export class RefusedInput extends RangeError {
  readonly words: Words;

  constructor(en: string, ja: string) {
    super(en);
    this.words = { en, ja };
  }
}

/** Why an input was refused, for a page. @throws anything that is no refusal of an input */
export function refusalIn(thrown: unknown): Words {
  if (thrown instanceof RefusedInput) return thrown.words;
  if (thrown instanceof RangeError) return { en: thrown.message, ja: thrown.message };
  throw thrown;
}
