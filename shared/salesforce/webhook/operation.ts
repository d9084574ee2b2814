import type { z } from 'zod';
import type { ErrorCode } from '../../errors.ts';
import { validated } from '../../http/index.ts';
import type { Language } from '../../language.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Caller } from './caller.ts';
import type { Permission } from './permission.ts';

/** Who asks, and how. */
export type Asking = {
  readonly caller: Caller;
  /** Of the answer. */
  readonly language: Language;
  /** The call's own id; empty: it has none. */
  readonly eventId: string;
  /** A repetition of this call may bring another request: then the event id alone says that it is the same call. */
  readonly mayChange: boolean;
};

/** The most bytes of a call: Apex sends no more, and that only when it runs asynchronously. */
export const LARGEST_CALL = 12 * 1024 * 1024;

/** What Salesforce may ask for, as data. */
type Definition<Request, Response> = {
  /** A valid Apex identifier: Salesforce names the Flow action after it. It is also the last part of the path. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** A flat shape: Flow maps it without code. `eventId`, `sentAt` and `operation` are added to every request. */
  readonly request: z.ZodType<Request>;
  /** Every property is always present, empty if it does not apply: Flow cannot read a missing one. */
  readonly response: z.ZodType<Response>;
  /** The codes of its own refusals; those of `COMMON_REFUSALS` may come from any operation. */
  readonly refusals: readonly ErrorCode[];
  readonly permission: Permission;
  /** False: a caller may repeat the request without harm. */
  readonly changesSomething: boolean;
  /** Whether it is of use to a caller that gets no answer, as an Outbound Message. */
  readonly usefulUnanswered: boolean;
  /** The largest body in bytes, where it is more than other calls need. */
  readonly largestBody?: number;
  readonly run: (runtime: Runtime, request: Request, asking: Asking) => Promise<Response>;
};

/** A request that fits its operation, ready to run. */
export type FittingRequest = {
  /** The request as the operation reads it, the same for every spelling of the same JSON. */
  readonly request: unknown;
  run(runtime: Runtime, asking: Asking): Promise<unknown>;
};

/** An operation whose types of request and response only itself knows. */
export type Operation = Omit<Definition<unknown, unknown>, 'run'> & {
  /** @throws AppError `body_invalid`: which properties, in `detail.fields` */
  readonly prepare: (body: unknown) => FittingRequest;
};

export function defineOperation<Request, Response>({
  run,
  ...definition
}: Definition<Request, Response>): Operation {
  return {
    ...definition,
    prepare: (body) => {
      const request = validated(body, definition.request);
      return { request, run: (runtime, asking) => run(runtime, request, asking) };
    },
  };
}
