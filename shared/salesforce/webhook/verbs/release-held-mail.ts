import { z } from 'zod';
import { asAppError, isErrorCode } from '../../../errors.ts';
import { type Release, tryAgain } from '../../../mail/index.ts';
import { callerLabel } from '../caller.ts';
import { defineOperation } from '../operation.ts';
import { findConnection, MAILBOX } from './find-connection.ts';

/** Which mail: exactly one of both is named. */
type Named = { readonly messageId: string; readonly code: string };

function whichOf({ messageId, code }: Named): Release['which'] {
  return isErrorCode(code) ? { heldFor: code } : { messageId };
}

export const RELEASE_HELD_MAIL = defineOperation({
  name: 'releaseHeldMail',
  summary: 'Has held mail of a mailbox tried again: one message, or what is held for one code.',
  request: z
    .object({
      mailbox: MAILBOX,
      messageId: z.string().max(100).default('').describe('The message. Empty: name a code.'),
      code: z
        .string()
        .refine((code) => code === '' || isErrorCode(code))
        .default('')
        .describe('The code for which it is held. At most 500 messages are released at once.'),
    })
    .refine(({ messageId, code }) => (messageId === '') !== (code === ''), { path: ['messageId'] }),
  response: z.object({
    mailbox: z.string(),
    released: z.int().describe('How many messages are tried again. 0: none was held any more.'),
  }),
  refusals: ['connection_unknown', 'intake_unknown', 'mail_unknown'],
  permission: 'mail',
  changesSomething: true,
  usefulUnanswered: true,
  run: async ({ store, mail, clock }, { mailbox, ...named }, { caller }) => {
    const { id: connectionId, mailbox: known } = await findConnection({ store }, mailbox);
    const release = { connectionId, which: whichOf(named), by: callerLabel(caller) };
    const released = await tryAgain({ store: mail, clock }, release).catch(noneIfReleased);
    return { mailbox: known.address, released };
  },
});

/** After a crash the work is done again: that it is done already is no refusal. */
function noneIfReleased(thrown: unknown): number {
  if (asAppError(thrown).code === 'mail_not_waiting') return 0;
  throw thrown;
}
