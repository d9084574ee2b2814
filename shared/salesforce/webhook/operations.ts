import type { Operation } from './operation.ts';
import { CHECK_CONNECTION } from './verbs/check-connection.ts';
import { CREATE_AUTHORIZATION_URL } from './verbs/create-authorization-url.ts';
import { DISCONNECT_MAILBOX } from './verbs/disconnect-mailbox.ts';
import { GET_ACCESS_TOKEN } from './verbs/get-access-token.ts';
import { GET_CONNECTION } from './verbs/get-connection.ts';
import { GET_SEND_STATE } from './verbs/get-send-state.ts';
import { LIST_CONNECTIONS } from './verbs/list-connections.ts';
import { LIST_HELD_MAIL } from './verbs/list-held-mail.ts';
import { REFRESH_CONNECTION } from './verbs/refresh-connection.ts';
import { RELEASE_HELD_MAIL } from './verbs/release-held-mail.ts';
import { SEND_EMAIL } from './verbs/send-email.ts';

/** Everything that Salesforce may ask for. Routes, checks and documents are made from these. */
export const OPERATIONS: readonly Operation[] = [
  LIST_CONNECTIONS,
  GET_CONNECTION,
  CHECK_CONNECTION,
  REFRESH_CONNECTION,
  CREATE_AUTHORIZATION_URL,
  GET_ACCESS_TOKEN,
  SEND_EMAIL,
  GET_SEND_STATE,
  LIST_HELD_MAIL,
  RELEASE_HELD_MAIL,
  DISCONNECT_MAILBOX,
];
