import { z } from 'zod';
import type { Runtime } from '../../../runtime/runtime.ts';
import { type ConnectPurpose, isScopeProfile, PROFILES } from '../../../tokens/index.ts';
import { callerLabel } from '../caller.ts';
import { defineOperation } from '../operation.ts';
import { moment } from './diagnosis-fields.ts';
import { MAILBOX } from './find-connection.ts';

type Wanted = { readonly mailbox: string; readonly profile: string };

/** A mailbox that is connected is connected again, with what the connector may do there already. */
async function purposeOf(
  { store }: Runtime,
  { mailbox, profile }: Wanted,
): Promise<ConnectPurpose> {
  const existing = await store.findByAddress(mailbox);
  const connectionId = profile === '' ? (existing?.id ?? null) : null;
  const chosen = isScopeProfile(profile) ? profile : (existing?.profile ?? 'probe');
  return { kind: 'connect', profile: chosen, connectionId, expectedAddress: mailbox };
}

export const CREATE_AUTHORIZATION_URL = defineOperation({
  name: 'createAuthorizationUrl',
  summary:
    'Makes a one-time link with which the owner of a mailbox connects it, to be sent to them.',
  request: z.object({
    mailbox: MAILBOX,
    profile: z
      .string()
      .refine((name) => name === '' || isScopeProfile(name))
      .default('')
      .describe(
        `What the connector shall be allowed: ${PROFILES.join(', ')}. Empty: what it may already, for a new mailbox probe.`,
      ),
  }),
  response: z.object({
    mailbox: z.string(),
    authorizationUrl: z.string().describe('The link. It works once, in one browser.'),
    expiresAt: moment('Until when it works.'),
  }),
  refusals: [],
  permission: 'connect',
  changesSomething: true,
  usefulUnanswered: false,
  run: async (runtime, wanted, { caller }) => {
    const purpose = await purposeOf(runtime, wanted);
    const { link, expiresAt } = await runtime.tokens.makeLink(purpose, callerLabel(caller));
    return {
      mailbox: wanted.mailbox,
      authorizationUrl: `${runtime.config.baseUrl}/authorization-url/${link}`,
      expiresAt: expiresAt.toISOString(),
    };
  },
});
