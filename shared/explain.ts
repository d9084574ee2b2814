import { type AppError, errorEntry, factsIn } from './errors.ts';

/** An error for whoever reads a terminal: the sentence of its code, then each fact on a line. */
export function explain(error: AppError): string {
  const { code } = error;
  const facts = factsIn(error).map((fact) => `  - ${fact}`);
  return [`${errorEntry(code).en} (${code})`, ...facts].join('\n');
}
