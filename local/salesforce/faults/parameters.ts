import { z } from 'zod';
import { CALLS, FAULTS, type FaultEntry, type FaultParameter } from './catalogue.ts';

export type FaultParameters = Readonly<Record<string, string | number>>;

const KINDS: Record<FaultParameter['kind'], z.ZodType<string | number>> = {
  number: z.coerce.number().int().min(0).max(100_000_000),
  text: z.string().max(254),
  calls: z.enum(CALLS),
};

/** The catalogue's entry of a fault; undefined for an unknown name. */
export function findFault(fault: string): FaultEntry | undefined {
  return FAULTS.find((entry) => entry.fault === fault);
}

/** Validates the parameters of a fault and adds defaults; undefined if they are invalid. */
export function parseParameters(
  { parameters }: FaultEntry,
  submitted: unknown,
): FaultParameters | undefined {
  const shape = parameters.map(
    ({ name, kind, fallback }) => [name, KINDS[kind].default(fallback)] as const,
  );
  return z.strictObject(Object.fromEntries(shape)).safeParse(submitted).data;
}
