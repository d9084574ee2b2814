import { z } from 'zod';
import { diagnose } from '../../diagnosis/index.ts';
import { type AppError, detailForCallers, errorEntry } from '../../errors.ts';
import { type Incoming, json, type Reply, refusalHeaders } from '../../http/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import {
  DIAGNOSIS_FIELDS,
  diagnosisFields,
  moment,
  momentText,
  readerOf,
} from './verbs/diagnosis-fields.ts';

/** How an operation says that it refuses: every property is always present, as in a response. */
export const REFUSAL = z.object({
  error: z
    .object({
      code: z.string().describe('The error code, a name of the table in docs/api.md.'),
      message: z.string().describe('What was refused, in the language of the caller.'),
      ...DIAGNOSIS_FIELDS,
      tryAgain: z.boolean().describe('Whether the same call, unchanged, may succeed later.'),
      tryAgainAt: moment('From when on it may, where that is known.'),
      fields: z.array(z.string()).describe('The properties of the request that are wrong.'),
      correlationId: z.string().describe('The id of this call in the log of the connector.'),
    })
    .meta({ id: 'Refusal' }),
});

/** Makes the answer of an operation that refused or failed, with its diagnosis. */
export function operationRefusal(
  incoming: Incoming,
  error: AppError,
  runtime: Pick<Runtime, 'config'>,
): Reply {
  const { language, correlationId } = incoming;
  const { status, again, ...words } = errorEntry(error.code);
  const { fields = [] } = detailForCallers(error);
  const body: z.infer<typeof REFUSAL> = {
    error: {
      code: error.code,
      message: words[language],
      ...diagnosisFields(diagnose(error), readerOf(language, runtime)),
      tryAgain: again,
      tryAgainAt: momentText(error.upstream?.retryAt),
      fields: [...fields],
      correlationId,
    },
  };
  return refusalHeaders(json(body, status), error);
}
