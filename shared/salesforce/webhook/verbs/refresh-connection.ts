import { z } from 'zod';
import { explainUse } from '../../../runtime/explain-use.ts';
import { callerLabel } from '../caller.ts';
import { defineOperation } from '../operation.ts';
import {
  DIAGNOSIS_FIELDS,
  diagnosisFields,
  moment,
  readerAbout,
  readerOf,
} from './diagnosis-fields.ts';
import { findConnection, MAILBOX } from './find-connection.ts';

/** A second refresh only replaces one access token by another. */
export const REFRESH_CONNECTION = defineOperation({
  name: 'refreshConnection',
  summary: 'Refreshes the access token of a mailbox now, due or not.',
  request: z.object({ mailbox: MAILBOX }),
  response: z.object({
    mailbox: z.string(),
    outcome: z.string().describe('refreshed, busy, retry_later or needs_reconnect.'),
    expiresAt: moment('When the new access token expires.'),
    ...DIAGNOSIS_FIELDS,
  }),
  refusals: ['connection_unknown'],
  permission: 'refresh',
  changesSomething: false,
  usefulUnanswered: true,
  run: async (runtime, { mailbox }, { caller, language }) => {
    const connection = await findConnection(runtime, mailbox);
    const outcome = await runtime.tokens.refreshOne(connection.id, callerLabel(caller));
    const diagnosis =
      'error' in outcome ? await explainUse(runtime, connection.id, outcome.error) : null;
    return {
      mailbox: connection.mailbox.address,
      outcome: outcome.kind === 'fresh' ? 'refreshed' : outcome.kind,
      expiresAt: 'token' in outcome ? outcome.token.expiresAt.toISOString() : '',
      ...diagnosisFields(diagnosis, readerAbout(readerOf(language, runtime), connection)),
    };
  },
});
