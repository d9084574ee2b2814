import { z } from 'zod';

/** Numbered addresses: `{n}` in the pattern stands for the number. */
export const numberedFields = {
  pattern: z.string().includes('{n}'),
  count: z.int().min(1).max(100_000),
  from: z.int().min(0).default(1),
};

export type Numbered = { pattern: string; count: number; from?: number | undefined };

export function numberedAddresses({ pattern, count, from = 1 }: Numbered): string[] {
  return Array.from({ length: count }, (_, index) => pattern.replaceAll('{n}', `${from + index}`));
}
