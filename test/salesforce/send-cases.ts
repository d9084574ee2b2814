import type { ErrorCode } from '../../shared/errors.ts';
import type { Send } from '../../shared/mail/model/send.ts';
import { sendIdOf } from '../../shared/mail/model/send.ts';
import { digestOf } from '../../shared/mail/sending/digest.ts';
import type { Runtime } from '../../shared/runtime/runtime.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { requestOf } from '../mail/sending/requests.ts';
import { sampleConnection } from '../support/samples.ts';

export type Given = (runtime: Runtime) => Promise<unknown>;

export type Case = {
  /** Before the request: what the store holds. */
  readonly given?: Given;
  readonly request: object;
};

export type Cases = {
  readonly answered: readonly Case[];
  readonly refused: Partial<Record<ErrorCode, Case>>;
  /** Refusals that only Gmail or an organization can cause: `flows/send-email.test.ts` and `mail/sending` have them. */
  readonly refusedElsewhere?: readonly ErrorCode[];
  /** Requests of the wrong shape, and the property that is named. */
  readonly invalid: readonly (readonly [request: object, field: string])[];
};

const SENDING: Partial<Connection> = { profile: 'receive_and_send' };
const MAIL = { mailbox: 'support@example.com', toAddress: 'ada@example.org', textBody: 'Hello' };
/** Of the one mail whose send is stored. */
const KEY = { eventId: 'known' };

const connected =
  (about: Partial<Connection> = SENDING): Given =>
  ({ store }) =>
    store.writeConnection(sampleConnection(about), null);

/** A mail that was asked to be sent before, with the same content. */
const sent =
  (about: Partial<Send>): Given =>
  async (runtime) => {
    await connected()(runtime);
    const { eventId: key } = KEY;
    const of = { caller: 'settings', key };
    const asked = requestOf({
      ...of,
      connectionId: sampleConnection().id,
      to: [{ address: MAIL.toAddress, name: null }],
      subject: null,
      text: MAIL.textBody,
      answers: 'latest',
    });
    const now = new Date();
    const send: Send = {
      id: sendIdOf(of),
      connectionId: asked.connectionId,
      digest: digestOf(asked),
      state: 'done',
      orgId: null,
      caseId: null,
      historyId: '1',
      attempt: { date: now, until: now },
      sent: { messageId: '1a', threadId: '1a' },
      identifier: 'sent@mail.gmail.com',
      emailMessageId: null,
      failure: null,
      lease: null,
      createdAt: now,
      changedAt: now,
      dueAt: null,
      ...about,
    };
    await runtime.mail.writeSend(send, null);
  };

/** A lease that ends much later is one of a clock that was ahead. */
const SOON = new Date(Date.now() + 120 * 1000);
const LATER = new Date(Date.now() + 3600 * 1000);
const LIMIT = {
  code: 'send_limit_reached',
  since: new Date(),
  attempts: 1,
  upstream: {
    service: 'google',
    endpoint: 'gmail',
    status: 429,
    error: 'rateLimitExceeded',
    subtype: null,
    description: null,
    retryAt: LATER,
  },
} as const;
const NOT_SENT = { sent: null, identifier: null } as const;
const ASKED = { ...MAIL, ...KEY };
const attached = (content: string) => ({ attachments: [{ name: 'a.bin', content }] });

export const SEND_EMAIL: Cases = {
  answered: [{ given: sent({}), request: ASKED }],
  refused: {
    connection_unknown: { request: MAIL },
    connection_needs_reconnect: {
      given: connected({ ...SENDING, status: 'needs_reconnect', grant: { kind: 'none' } }),
      request: MAIL,
    },
    send_key_invalid: { given: connected(), request: { ...MAIL, eventId: '返信' } },
    send_key_reused: { given: sent({}), request: { ...ASKED, textBody: 'Other' } },
    send_header_invalid: { given: connected(), request: { ...MAIL, subject: 'a\nb' } },
    send_address_invalid: { given: connected(), request: { ...MAIL, toAddress: 'ada' } },
    send_recipient_missing: { given: connected(), request: { ...MAIL, toAddress: '' } },
    send_recipients_too_many: {
      given: connected(),
      request: {
        ...MAIL,
        ccAddress: Array.from({ length: 100 }, (_, at) => `a${at}@b.example`).join(';'),
      },
    },
    send_attachment_invalid: { given: connected(), request: { ...MAIL, ...attached('%') } },
    send_empty: { given: connected(), request: { ...MAIL, textBody: '' } },
    send_too_large: {
      given: connected(),
      request: { ...MAIL, ...attached('A'.repeat(36 * 1024 * 1024)) },
    },
    send_not_allowed: { given: connected({ profile: 'probe' }), request: MAIL },
    send_limit_reached: {
      given: sent({ ...NOT_SENT, state: 'not_sent', failure: LIMIT }),
      request: ASKED,
    },
    send_busy: {
      given: sent({ ...NOT_SENT, state: 'sending', lease: { owner: 'another', expiresAt: SOON } }),
      request: ASKED,
    },
    send_outcome_unknown: { given: sent({ ...NOT_SENT, state: 'unknown' }), request: ASKED },
    org_unknown: { given: connected(), request: { ...MAIL, caseId: '500000000000001AAA' } },
  },
  refusedElsewhere: [
    'send_as_refused',
    'send_parent_unknown',
    'send_file_unreadable',
    'send_unclear',
    'case_unknown',
  ],
  invalid: [
    [{}, 'mailbox'],
    [{ ...MAIL, mailbox: 'nobody' }, 'mailbox'],
    [{ ...MAIL, toAddress: ['ada@example.org'] }, 'toAddress'],
    [{ ...MAIL, attachments: [{ name: 'a' }] }, 'attachments.0.content'],
    [{ ...MAIL, fileIds: '068000000000001AAA' }, 'fileIds'],
  ],
};

export const GET_SEND_STATE: Cases = {
  answered: [
    { given: sent({}), request: { sendEventId: KEY.eventId } },
    {
      given: sent({ ...NOT_SENT, state: 'not_sent', failure: LIMIT }),
      request: { sendEventId: KEY.eventId },
    },
  ],
  refused: { send_unknown: { request: { sendEventId: KEY.eventId } } },
  invalid: [
    [{}, 'sendEventId'],
    [{ sendEventId: '' }, 'sendEventId'],
    [{ sendEventId: 'a'.repeat(201) }, 'sendEventId'],
  ],
};
