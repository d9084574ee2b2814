import { type AppError, describe } from './errors.ts';

/** An error for whoever reads a terminal: the sentence of its code, then each fact on a line. */
export function explain({ code, detail }: AppError): string {
  const facts = Object.entries(detail).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value,
  );
  return [`${describe(code).en} (${code})`, ...facts.map((fact) => `  - ${fact}`)].join('\n');
}
