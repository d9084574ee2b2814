import { z } from 'zod';
import { parseJson } from '../../http/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { isAddress } from '../../tokens/index.ts';
import { type Call, requirePermission } from './answer.ts';
import { CONNECTION, connectionFields } from './verbs/connection-fields.ts';
import { readerOf } from './verbs/diagnosis-fields.ts';
import { findConnection } from './verbs/find-connection.ts';

/** The one action of release 0.1, which had no path of its own. */
export const ACTION = 'connection_status';

const actionSchema = z.object({ action: z.literal(ACTION) });
const requestSchema = z.object({ mailbox: z.string().refine(isAddress) });

/** What it answered in release 0.1, and does now. */
export const CONNECTION_STATUS_RESPONSE = CONNECTION.pick({
  mailbox: true,
  status: true,
  cause: true,
  explanation: true,
  lastProbedAt: true,
  accessEndsAt: true,
});

/**
 * Answers `POST /` with an `action`, as release 0.1 did; today's operations have paths of their own.
 *
 * @throws AppError `body_malformed`, `body_invalid` (which fields, in `detail.fields`), `operation_forbidden`,
 *   `connection_unknown`
 */
export async function answerAction(
  runtime: Runtime,
  { rawBody, ...asking }: Omit<Call, 'signedEventId'>,
): Promise<z.infer<typeof CONNECTION_STATUS_RESPONSE>> {
  parseJson(rawBody, actionSchema);
  requirePermission({ name: ACTION, permission: 'status' }, asking);
  const { mailbox } = parseJson(rawBody, requestSchema);
  const connection = await findConnection(runtime, mailbox);
  const fleets = connection.failure ? await runtime.tokens.lookAtFleets() : [];
  const fields = connectionFields(connection, fleets, readerOf(asking.language, runtime));
  return CONNECTION_STATUS_RESPONSE.parse(fields);
}
