import { z } from 'zod';
import { AppError, type ErrorCode } from '../../errors.ts';
import { parseJson } from '../../http/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Call, Operation } from './operation.ts';

/** What a call of any operation may be refused with. */
export const COMMON_REFUSALS: readonly ErrorCode[] = [
  'webhook_not_configured',
  'caller_unverified',
  'body_too_large',
  'media_type_unsupported',
  'body_malformed',
  'body_invalid',
  'operation_forbidden',
];

/**
 * Makes the function that answers a verified caller: `action` selects the operation.
 *
 * @returns the operation's response; throws AppError `body_malformed`, `body_invalid` (which fields, in
 *   `detail.fields`), `operation_forbidden`, and the operation's own refusals
 */
export function createAnswer(
  operations: readonly Operation[],
): (runtime: Runtime, call: Call) => Promise<unknown> {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  const requestSchema = z.object({ action: z.enum([...byName.keys()]) });
  return async (runtime, call) => {
    const { action } = parseJson(call.rawBody, requestSchema);
    const operation = byName.get(action);
    if (!operation) throw new AppError('internal');
    const { permission } = operation;
    if (!call.caller.permissions.includes(permission)) {
      throw new AppError('operation_forbidden', { detail: { action, permission } });
    }
    return operation.answer(runtime, call);
  };
}
