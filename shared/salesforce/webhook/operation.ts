import type { z } from 'zod';
import type { ErrorCode } from '../../errors.ts';
import { parseJson } from '../../http/index.ts';
import type { Language } from '../../language.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Caller, Permission } from './caller.ts';

/** A call by a verified caller. */
export type Call = {
  readonly caller: Caller;
  readonly rawBody: Buffer;
  readonly language: Language;
};

/** What Salesforce may ask for, as data. */
type Definition<Request, Response> = {
  /** The `action` of a request for it. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** The properties of a request beside `action`. A flat shape: Flow maps it without code. */
  readonly request: z.ZodType<Request>;
  /** Every property is always present, empty if it does not apply: Flow cannot read a missing one. */
  readonly response: z.ZodType<Response>;
  /** What it refuses with, beside `COMMON_REFUSALS`. */
  readonly refusals: readonly ErrorCode[];
  readonly permission: Permission;
  /** False: a caller may repeat the request without harm. */
  readonly changesSomething: boolean;
  readonly run: (runtime: Runtime, request: Request, language: Language) => Promise<Response>;
};

/** An operation whose types of request and response only itself knows. */
export type Operation = Omit<Definition<unknown, unknown>, 'run'> & {
  /** @throws AppError `body_invalid`, `body_malformed`, and its refusals */
  readonly answer: (runtime: Runtime, call: Call) => Promise<unknown>;
};

export function defineOperation<Request, Response>({
  run,
  ...definition
}: Definition<Request, Response>): Operation {
  return {
    ...definition,
    answer: (runtime, { rawBody, language }) =>
      run(runtime, parseJson(rawBody, definition.request), language),
  };
}
