import {
  ANN,
  BOB,
  type Conversation,
  EVE,
  inReplyTo,
  mail,
  references,
  reply,
  SALES,
  SUPPORT,
  TOM,
  threadIndex,
} from './conversation.ts';
import { bounce } from './marks.ts';
import { send } from './play.ts';

const first = mail(ANN, 'A');
const JUDGED_EVE = 'dkim=pass header.i=@evil.example; dmarc=pass (p=NONE) header.from=evil.example';
const OWN = 'B (stranger)';
const UNPROVED = 'B (unauthenticated)';

/** Somebody knows what names Ann's case, and takes no part in it. */
export const FORGERIES: readonly Conversation[] = [
  {
    name: 'a stranger who knows a Message-ID, authenticated as herself',
    steps: [first, reply(EVE, OWN)],
  },
  {
    name: 'a stranger who knows a Message-ID, in the Gmail thread',
    steps: [first, reply(EVE, OWN, { thread: 1 })],
  },
  {
    name: 'in the customer’s name, where DMARC fails',
    steps: [first, reply(ANN, UNPROVED, { gmail: 'fail' })],
  },
  {
    name: 'in the customer’s name, where DMARC fails, in the Gmail thread',
    steps: [first, reply(ANN, UNPROVED, { gmail: 'fail', thread: 1 })],
  },
  {
    name: 'in the customer’s name, for whose domain nothing speaks',
    steps: [first, reply(ANN, UNPROVED, { gmail: 'none' })],
  },
  {
    name: 'in the customer’s name, for whose domain nothing speaks, in the Gmail thread',
    steps: [first, mail(ANN, UNPROVED, { gmail: 'none', thread: 1 })],
  },
  {
    name: 'in the customer’s name, where DMARC passed for the stranger’s domain',
    steps: [first, reply(ANN, UNPROVED, { gmail: JUDGED_EVE })],
  },
  {
    name: 'in the customer’s name, signed by the stranger’s domain',
    steps: [
      first,
      reply(ANN, UNPROVED, {
        gmail: 'dkim=pass header.i=@evil.example; spf=pass smtp.mailfrom=evil.example',
      }),
    ],
  },
  {
    name: 'in the customer’s name, whose domain says that this server may not send for it',
    steps: [first, reply(ANN, UNPROVED, { gmail: `spf=fail smtp.mailfrom=${ANN}` })],
  },
  {
    name: 'in a colleague’s name, for whose domain nothing speaks',
    steps: [first, reply(BOB, UNPROVED, { gmail: 'none' })],
  },
  {
    name: 'with the customer’s address as the name',
    steps: [first, reply(`"${ANN}" <${EVE}>`, OWN)],
  },
  {
    name: 'with the customer’s address in a comment',
    steps: [first, reply(`${EVE} (${ANN})`, OWN, { gmail: JUDGED_EVE })],
  },
  ...[
    'ann@customer.example.evil.example',
    'ann@custorner.example',
    'ann@customer-example.evil.example',
    'ann@xcustomer.example',
    'ann@сustomer.example',
    'ann%customer.example@evil.example',
  ].map(
    (from): Conversation => ({
      name: `from the lookalike ${from}`,
      steps: [first, reply(from, OWN)],
    }),
  ),
  {
    name: 'with two fields From, the customer’s first',
    steps: [first, reply(ANN, UNPROVED, { gmail: JUDGED_EVE, headers: [`From: ${EVE}`] })],
  },
  {
    name: 'with two fields From, the customer’s last',
    steps: [first, reply(EVE, OWN, { gmail: JUDGED_EVE, headers: [`From: ${ANN}`] })],
  },
  {
    name: 'with two addresses in From',
    steps: [first, reply(`${ANN}, ${EVE}`, UNPROVED, { gmail: JUDGED_EVE })],
  },
  {
    name: 'with a Sender that is the customer',
    steps: [first, reply(EVE, OWN, { headers: [`Sender: ${ANN}`, `Reply-To: ${ANN}`] })],
  },
  {
    name: 'with Gmail’s Authentication-Results below Gmail’s own',
    steps: [
      first,
      reply(ANN, UNPROVED, {
        gmail: 'fail',
        headers: ['Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example'],
      }),
    ],
  },
  {
    name: 'with Authentication-Results of another server',
    steps: [
      first,
      reply(ANN, UNPROVED, {
        gmail: 'none',
        headers: [
          'Authentication-Results: mx.customer.example; dmarc=pass header.from=customer.example',
        ],
      }),
    ],
  },
  {
    name: 'in the name of our own mailbox, for whose domain nothing speaks',
    steps: [first, reply(SUPPORT, UNPROVED, { gmail: 'none' })],
  },
  {
    name: 'in the name of a colleague of ours, whose domain Gmail finds forged',
    steps: [first, reply(TOM, UNPROVED, { gmail: 'fail' })],
  },
  {
    name: 'with the headers of a Google Group, from outside',
    steps: [
      first,
      reply(EVE, OWN, {
        headers: [
          'List-ID: <support.ours.example>',
          'X-Google-Group-Id: 1',
          `X-Original-Sender: ${ANN}`,
          'X-Original-Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
        ],
      }),
    ],
  },
  {
    name: 'through a Google Group of ours, with a finding of the forger’s own beside that of Gmail',
    steps: [
      first,
      reply(`"'Ann' via Support" <${SUPPORT}>`, UNPROVED, {
        headers: [
          'List-ID: <support.ours.example>',
          'X-Google-Group-Id: 1',
          `X-Original-Sender: ${ANN}`,
          'X-Original-Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=evil.example',
          'X-Original-Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
        ],
      }),
    ],
  },
  {
    name: 'with a forwarded mail of the customer in it',
    steps: [
      first,
      reply(EVE, OWN, {
        subject: 'Fwd: Broken lamp',
        text: `---------- Forwarded message ---------\r\nFrom: Ann <${ANN}>\r\nSubject: Broken lamp\r\n\r\nHelp.`,
      }),
    ],
  },
  {
    name: 'as a form’s mail with the customer in Reply-To',
    steps: [first, reply('noreply@evil.example', UNPROVED, { headers: [`Reply-To: ${ANN}`] })],
  },
  {
    name: 'as a bounce of a mail that the customer sent',
    steps: [
      first,
      bounce('mailer-daemon@evil.example', 'skipped (bounce)', { of: '1@mail.example' }),
    ],
  },
  {
    name: 'as a bounce in the Gmail thread, of a mail that nobody has',
    steps: [
      first,
      bounce('mailer-daemon@evil.example', 'skipped (bounce)', { of: 'x@ours.example', thread: 1 }),
    ],
  },
  {
    name: 'as a bounce in the name of the customer’s mail system, which Gmail finds forged',
    steps: [
      first,
      send('A', { id: '<out@ours.example>' }),
      bounce('mailer-daemon@customer.example', 'skipped (bounce)', {
        of: 'out@ours.example',
        gmail: 'fail',
      }),
    ],
  },
  {
    name: 'as a bounce of a mail of ours that never went to whom it names',
    steps: [
      first,
      send('A', { id: '<out@ours.example>' }),
      bounce('mailer-daemon@evil.example', 'skipped (bounce)', {
        of: 'out@ours.example',
        recipient: EVE,
      }),
    ],
  },
  {
    name: 'as an automatic answer of a stranger',
    steps: [
      first,
      reply(EVE, 'skipped (auto_reply)', { headers: ['Auto-Submitted: auto-replied'] }),
    ],
  },
  {
    name: 'as an automatic answer in the customer’s name',
    steps: [
      first,
      reply(ANN, 'skipped (auto_reply)', {
        gmail: 'fail',
        headers: ['Auto-Submitted: auto-replied'],
      }),
    ],
  },
  {
    name: 'with a stolen Thread-Index',
    steps: [
      mail(ANN, 'A', { headers: [threadIndex('a')] }),
      mail(EVE, OWN, { headers: [threadIndex('a', 1)] }),
    ],
  },
  {
    name: 'with a stolen reference of Email-to-Case',
    steps: [first, mail(EVE, OWN, { text: '{ref A}' })],
  },
  {
    name: 'in the customer’s name with a stolen reference of Email-to-Case',
    steps: [first, mail(ANN, UNPROVED, { gmail: 'fail', text: '{ref A}' })],
  },
  {
    name: 'with a reference of another org, which names no case here',
    steps: [first, mail(ANN, 'B', { text: '{foreign ref A}' })],
  },
  {
    name: 'with a token that this org never made',
    steps: [first, mail(EVE, 'B', { text: 'thread::AAAAAAAAAAAAAAAAAAAAAA::' })],
  },
  {
    name: 'by somebody who only shares a public domain',
    steps: [mail('ann@foxmail.com', 'A'), reply('eve@foxmail.com', OWN)],
  },
  {
    name: 'by somebody who only shares a public domain of another country',
    steps: [mail('ann@hotmail.es', 'A'), reply('eve@hotmail.es', OWN)],
  },
  {
    name: 'with the customer’s Message-ID again: later answers go to the one who had it first',
    steps: [
      first,
      mail(EVE, 'B', { messageId: '<1@mail.example>', text: 'Another text.' }),
      reply(ANN, 'A'),
      reply(EVE, 'C (stranger)', { headers: ['X-Third: 1'] }),
    ],
  },
  {
    name: 'with the customer’s mail again, and the forger in Cc: she does not come into the case by it',
    steps: [
      first,
      mail(ANN, 'A', {
        mailbox: 'sales',
        copyOf: 1,
      }),
      mail(ANN, UNPROVED, {
        gmail: 'none',
        thread: 2,
        mailbox: 'sales',
        headers: [`Cc: ${EVE}`, references(1)],
      }),
      mail(EVE, 'C (stranger)', { thread: 2, mailbox: 'sales' }),
    ],
  },
  {
    name: 'with the customer’s Message-ID, date and name, and the forger in Cc: it is taken for the mail that is there, and opens no way',
    steps: [
      first,
      mail(ANN, 'A (unauthenticated)', {
        gmail: 'none',
        messageId: '<1@mail.example>',
        headers: [`Cc: ${EVE}`, inReplyTo(1)],
        sentWith: 1,
      }),
      mail(EVE, OWN, { thread: 2 }),
    ],
  },
  {
    name: 'by mail to another of our mailboxes',
    steps: [first, reply(EVE, OWN, { mailbox: 'sales', headers: [`Cc: ${SUPPORT}, ${SALES}`] })],
  },
];
