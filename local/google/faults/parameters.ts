import { z } from 'zod';
import { FAULTS, REFUSAL_NAMES } from './catalogue.ts';
import type { FaultEntry, ParameterKind } from './entry.ts';

export type FaultParameters = Record<string, string | number | string[]>;

const KINDS: Record<ParameterKind, z.ZodType<string | number | string[]>> = {
  seconds: z.coerce.number().int().min(-86_400).max(86_400),
  milliseconds: z.coerce.number().int().min(0).max(600_000),
  count: z.coerce.number().int().min(1).max(100_000_000),
  percent: z.coerce.number().min(0).max(100),
  text: z.string().min(1).max(254),
  list: z.union([z.array(z.string()), z.string().transform(splitList)]),
  place: z.enum(['token', 'gmail', 'both']),
  refusal: z.enum(REFUSAL_NAMES),
};

/** The catalogue's entry of a fault; undefined for an unknown name. */
export function findFault(fault: string): FaultEntry | undefined {
  return FAULTS.find((entry) => entry.fault === fault);
}

/** Validates the submitted parameters of a fault and adds defaults; undefined if they are invalid. */
export function parseParameters(
  entry: FaultEntry,
  submitted: unknown,
): FaultParameters | undefined {
  const shape = entry.parameters.map(({ name, kind, fallback }) => {
    const value = typeof fallback === 'object' ? [...fallback] : fallback;
    return [name, KINDS[kind].default(value)] as const;
  });
  return z.strictObject(Object.fromEntries(shape)).safeParse(submitted).data;
}

/** The parameters of a fault when none are given. */
export function defaultParameters(fault: string): FaultParameters {
  const entry = findFault(fault);
  return (entry && parseParameters(entry, {})) ?? {};
}

function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((item) => item !== '');
}
