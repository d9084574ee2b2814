import { z } from 'zod';
import { probeMailbox } from '../../../probe/index.ts';
import { explainUse } from '../../../runtime/explain-use.ts';
import { withGmailAndImap } from '../../../runtime/gmail.ts';
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

/** A check changes nothing at Gmail. Unlike a person's it respects the back-off, because a Flow may repeat it. */
export const CHECK_CONNECTION = defineOperation({
  name: 'checkConnection',
  summary: 'Checks now whether a mailbox can be read, with one read-only call of Gmail.',
  request: z.object({ mailbox: MAILBOX }),
  response: z.object({
    mailbox: z.string(),
    works: z.boolean().describe('Whether Gmail answered.'),
    checkedAt: moment('When it was checked.'),
    labels: z.int().describe('How many labels the mailbox has.'),
    ...DIAGNOSIS_FIELDS,
  }),
  refusals: ['connection_unknown'],
  permission: 'probe',
  changesSomething: false,
  usefulUnanswered: true,
  run: async (runtime, { mailbox }, { caller, language }) => {
    const connection = await findConnection(runtime, mailbox);
    const asked = { trigger: 'probe', requestedBy: callerLabel(caller) } as const;
    const probe = await probeMailbox(withGmailAndImap(runtime), connection.id, asked);
    const { at, labelCount, failure } = probe;
    const diagnosis = failure && (await explainUse(runtime, connection.id, failure));
    return {
      mailbox: connection.mailbox.address,
      works: failure === null,
      checkedAt: at.toISOString(),
      labels: labelCount,
      ...diagnosisFields(diagnosis, readerAbout(readerOf(language, runtime), connection)),
    };
  },
});
