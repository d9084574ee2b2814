import {
  ANN,
  BOB,
  CAROL,
  type Conversation,
  inReplyTo,
  mail,
  PRIVATE,
  references,
  reply,
  SALES,
  SUPPORT,
  TOM,
} from './conversation.ts';
import { again, anyway, close, merge, refuse, remove, send, skip, wait } from './play.ts';

const BOTH = `${SUPPORT}, ${SALES}`;
const first = mail(ANN, 'A');
const withBob = mail(ANN, 'A', { headers: [`Cc: Bob <${BOB}>`] });

export const BY_HEADERS: readonly Conversation[] = [
  {
    name: 'an answer names the mail that it answers in In-Reply-To',
    steps: [first, mail(ANN, 'A', { headers: [inReplyTo(1)] })],
  },
  {
    name: 'an answer names it in References alone',
    steps: [first, mail(ANN, 'A', { headers: [references(1)] })],
  },
  {
    name: 'an answer names one of ours that the org never had, and before it one that it has',
    steps: [
      first,
      mail(ANN, 'A', {
        headers: [
          'In-Reply-To: <sent@ours.example>',
          `References: <1@mail.example> <sent@ours.example>`,
        ],
      }),
    ],
  },
  {
    name: 'each answer names only the one before',
    steps: [first, reply(ANN, 'A'), reply(ANN, 'A', { n: 2 }), reply(ANN, 'A', { n: 3 })],
  },
  {
    name: 'an answer whose two headers name mail of two cases goes where In-Reply-To says',
    steps: [
      first,
      mail(ANN, 'B', { subject: 'Another matter' }),
      mail(ANN, 'B', { headers: [inReplyTo(2), references(1)] }),
    ],
  },
  {
    name: 'an answer without In-Reply-To goes to the case of the nearest of two in References',
    steps: [
      first,
      mail(ANN, 'B', { subject: 'Another matter' }),
      mail(ANN, 'B', { headers: [references(1, 2)] }),
    ],
  },
  {
    name: 'the References are longer than a URL holds: the nearest ones are asked for',
    steps: [
      first,
      mail(ANN, 'A', {
        headers: [
          `References: ${Array.from({ length: 400 }, (_, n) => `<${'x'.repeat(60)}${n}@far.example>`).join('\r\n ')}\r\n <1@mail.example>`,
        ],
      }),
    ],
  },
  {
    name: 'a Message-ID with quotes, a backslash and an apostrophe',
    steps: [
      mail(ANN, 'A', { messageId: `<"it's\\one"@mail.example>` }),
      mail(ANN, 'A', { headers: [`In-Reply-To: <"it's\\one"@mail.example>`] }),
    ],
  },
  {
    name: 'a Message-ID with percent, ampersand and plus, as in a URL',
    steps: [
      mail(ANN, 'A', { messageId: '<a+b%20c&d=1@mail.example>' }),
      mail(ANN, 'A', { headers: ['In-Reply-To: <a+b%20c&d=1@mail.example>'] }),
    ],
  },
  {
    name: 'a Message-ID that a gateway quotes in upper case',
    steps: [first, mail(ANN, 'A', { headers: ['In-Reply-To: <1@MAIL.EXAMPLE>'] })],
  },
  {
    name: 'two Message-IDs that differ in case alone are two',
    only: 'without_apex',
    steps: [
      mail(ANN, 'A', { messageId: '<aB@mail.example>' }),
      mail(ANN, 'B', { messageId: '<Ab@mail.example>', subject: 'Another matter' }),
      mail(ANN, 'B', { headers: ['In-Reply-To: <Ab@mail.example>'] }),
    ],
  },
  {
    name: 'a Message-ID without angle brackets',
    steps: [
      mail(ANN, 'A', { messageId: '1@mail.example' }),
      mail(ANN, 'A', { headers: ['In-Reply-To: 1@mail.example'] }),
    ],
  },
  {
    name: 'In-Reply-To with the words of old mailers about the mail',
    steps: [
      first,
      mail(ANN, 'A', {
        headers: ['In-Reply-To: Your message of "Sat, 28 Nov 2026" <1@mail.example>'],
      }),
    ],
  },
  {
    name: 'a mail without Message-ID opens a case, and its thread goes on there',
    steps: [mail(ANN, 'A', { messageId: null }), mail(ANN, 'A', { thread: 1 })],
  },
];

export const BY_THREAD: readonly Conversation[] = [
  {
    name: 'only Gmail knows that it is an answer',
    steps: [first, mail(ANN, 'A', { thread: 1 })],
  },
  {
    name: 'Gmail divides a thread, and the headers keep it together',
    steps: [
      first,
      reply(ANN, 'A', { subject: 'Another subject' }),
      reply(ANN, 'A', { n: 2, thread: 2 }),
    ],
  },
  {
    name: 'Gmail divides a thread, joins it again, and only it knows',
    steps: [first, reply(ANN, 'A'), mail(ANN, 'A', { thread: 2 }), mail(ANN, 'A', { thread: 1 })],
  },
  {
    name: 'Gmail puts a stranger’s mail with the same subject into the thread',
    steps: [first, mail(CAROL, 'B (stranger)', { thread: 1 }), mail(ANN, 'A', { thread: 1 })],
  },
  {
    name: 'the first mail was skipped as a bounce of nothing known, and the thread opens a case all the same',
    steps: [
      mail('mailer-daemon@mx.customer.example', 'skipped (bounce)', {
        subject: 'Undelivered Mail Returned to Sender',
      }),
      mail(ANN, 'A', { thread: 1 }),
    ],
  },
  {
    name: 'the first mail was skipped as an automatic answer, and a person files it after the thread’s next one',
    steps: [
      mail(ANN, 'A', { headers: ['Auto-Submitted: auto-replied'] }),
      mail(ANN, 'A', { thread: 1 }),
      anyway(1),
    ],
  },
  {
    name: 'the first mail was deleted before anybody read it: after ten minutes the answer opens the case',
    steps: [
      mail(ANN, 'skipped (deleted)', { isDeleted: true }),
      reply(ANN, 'A', { thread: 1 }),
      ...Array.from({ length: 3 }, () => wait(6)),
    ],
  },
  {
    name: 'the first mail is held: its answer waits, and both are on one case afterwards',
    steps: [refuse, first, reply(ANN, 'A', { thread: 1 }), again(1)],
  },
  {
    name: 'the first mail is held: its answer waits, and says so',
    steps: [
      refuse,
      mail(ANN, 'held (record_refused)'),
      reply(ANN, 'found (earlier_mail_waits)', { thread: 1 }),
    ],
  },
  {
    name: 'the first mail is held and a person skips it: the answer opens the case',
    steps: [refuse, mail(ANN, 'skipped (by_person)'), reply(ANN, 'A', { thread: 1 }), skip(1)],
  },
];

export const BETWEEN_MAILBOXES: readonly Conversation[] = [
  {
    name: 'an answer goes to another of our mailboxes',
    steps: [first, reply(ANN, 'A', { mailbox: 'sales' }), reply(ANN, 'A', { n: 2 })],
  },
  {
    name: 'a mail to two mailboxes is on one case, also its answers in each',
    steps: [
      mail(ANN, 'A', { to: BOTH }),
      mail(ANN, 'A', { mailbox: 'sales', copyOf: 1 }),
      mail(ANN, 'A', { mailbox: 'sales', thread: 2 }),
      mail(ANN, 'A', { thread: 1 }),
    ],
  },
  {
    name: 'a mail to two mailboxes comes first to the one in copy, and its answer to both',
    steps: [
      mail(ANN, 'A', { mailbox: 'sales', to: BOTH }),
      mail(ANN, 'A', { copyOf: 1 }),
      reply(ANN, 'A', { to: BOTH }),
      mail(ANN, 'A', { mailbox: 'sales', copyOf: 3, thread: 1 }),
    ],
  },
  {
    name: 'a colleague of ours answers from her own authenticated address',
    steps: [first, reply(TOM, 'A')],
  },
  {
    name: 'a colleague of ours answers within our Workspace, where Gmail judges nothing',
    steps: [mail(ANN, 'A', { headers: [`Cc: ${TOM}`] }), reply(TOM, 'A', { gmail: null })],
  },
];

export const WHO_ANSWERS: readonly Conversation[] = [
  {
    name: 'somebody in Cc answers',
    steps: [mail(ANN, 'A', { headers: [`Cc: Carol <${CAROL}>`] }), reply(CAROL, 'A')],
  },
  {
    name: 'somebody answers who was added in Cc later',
    steps: [
      first,
      reply(ANN, 'A', { headers: [`Cc: Carol <${CAROL}>`] }),
      reply(CAROL, 'A', { n: 2 }),
    ],
  },
  {
    name: 'somebody answers the first mail who was added in Cc later',
    steps: [first, reply(ANN, 'A', { headers: [`Cc: Carol <${CAROL}>`] }), reply(CAROL, 'A')],
  },
  {
    name: 'an authenticated colleague answers who was never named',
    steps: [first, reply(BOB, 'A')],
  },
  {
    name: 'a colleague answers without authentication: anybody may write so, and it gets its own case',
    steps: [first, reply(BOB, 'B (unauthenticated)', { gmail: 'none' })],
  },
  {
    name: 'a colleague in Cc answers, written in another case',
    steps: [withBob, reply('BOB@Customer.Example', 'A')],
  },
  {
    name: 'the customer answers from a private address: nobody knows that it is hers, and it gets its own case',
    steps: [first, reply(PRIVATE, 'B (stranger)')],
  },
  {
    name: 'the customer answers from a private address that she put in Cc before',
    steps: [mail(ANN, 'A', { headers: [`Cc: ${PRIVATE}`] }), reply(PRIVATE, 'A')],
  },
  {
    name: 'the customer answers from a subdomain of her company: that may be anybody’s, and it gets its own case',
    steps: [first, reply('ann@mail.customer.example', 'B (stranger)')],
  },
  {
    name: 'a customer whose domain has no DMARC is known by the signature of her mail',
    steps: [
      mail(ANN, 'A', { gmail: 'dkim=pass header.i=@customer.example' }),
      reply(ANN, 'A', { gmail: 'dkim=pass header.i=@customer.example' }),
    ],
  },
  {
    name: 'somebody to whom an agent wrote from Salesforce answers',
    steps: [
      first,
      send('A', { id: '<out@ours.example>', cc: CAROL }),
      mail(CAROL, 'A', { headers: ['In-Reply-To: <out@ours.example>'] }),
    ],
  },
  {
    name: 'somebody on a mailing list answers to it: nobody knows who is on it, and it gets its own case',
    steps: [
      mail(ANN, 'A', {
        to: `list@lists.example, ${SUPPORT}`,
        headers: ['List-ID: <list.lists.example>'],
      }),
      reply(CAROL, 'B (stranger)', {
        to: `list@lists.example`,
        headers: ['List-ID: <list.lists.example>'],
      }),
    ],
  },
  {
    name: 'the customer answers through a mailing list that leaves the signature of her mail valid',
    steps: [
      mail(ANN, 'A', {
        to: `list@lists.example, ${SUPPORT}`,
        headers: ['List-ID: <list.lists.example>'],
      }),
      reply(ANN, 'A', { to: `list@lists.example`, headers: ['List-ID: <list.lists.example>'] }),
    ],
  },
  {
    name: 'a customer behind a Google Group of ours answers through it',
    steps: [throughGroup('A'), throughGroup('A', inReplyTo(1))],
  },
  {
    name: 'a colleague of ours forwards the customer’s answer',
    steps: [
      first,
      mail(TOM, 'A', {
        subject: 'Fwd: Re: Broken lamp',
        headers: [references(1)],
        text: `---------- Forwarded message ---------\r\nFrom: Ann <${ANN}>\r\nDate: Sat, Nov 28, 2026\r\nSubject: Re: Broken lamp\r\nTo: <${TOM}>\r\n\r\nStill dark.`,
      }),
    ],
  },
];

/** As Google Groups hands on the mail of senders whose domain asks for DMARC. */
function throughGroup(on: string, ...headers: readonly string[]) {
  return mail(`"'Ann' via Support" <${SUPPORT}>`, on, {
    headers: [
      'List-ID: <support.ours.example>',
      'X-Google-Group-Id: 1',
      `X-Original-Sender: ${ANN}`,
      'X-Original-Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
      ...headers,
    ],
  });
}

export const TWO_MATTERS: readonly Conversation[] = [
  {
    name: 'two customers write the same subject',
    steps: [
      mail(ANN, 'A', { subject: 'Order' }),
      mail(CAROL, 'B', { subject: 'Order' }),
      reply(CAROL, 'B', { n: 2 }),
      reply(ANN, 'A'),
    ],
  },
  {
    name: 'one customer has two cases of one subject',
    steps: [first, mail(ANN, 'B'), reply(ANN, 'A'), reply(ANN, 'B', { n: 2 })],
  },
  {
    name: 'the subject alone says “Re:”, and nothing is named',
    steps: [first, mail(ANN, 'B', { subject: 'Re: Broken lamp' })],
  },
  {
    name: 'a forward to another person of ours is a conversation of its own',
    steps: [first, mail(ANN, 'B', { subject: 'Fwd: Broken lamp', mailbox: 'sales' })],
  },
  ...[
    '[External] Re: ',
    '[EXT] Re: ',
    '【外部】Re: ',
    'Re: AW: SV: ',
    '回复: ',
    'RE: [EXTERNAL] FW: ',
  ].map(
    (tag): Conversation => ({
      name: `“${tag}” before the subject neither joins nor divides`,
      steps: [
        first,
        reply(ANN, 'A', { subject: `${tag}Broken lamp` }),
        mail(ANN, 'B', { subject: `${tag}Broken lamp` }),
      ],
    }),
  ),
];

export const CASES_CHANGE: readonly Conversation[] = [
  {
    name: 'the case was closed: the answer joins it, and the org decides whether it opens again',
    steps: [first, close('A'), reply(ANN, 'A')],
  },
  {
    name: 'the case was merged: answers go to the one that is left',
    steps: [first, mail(CAROL, 'B'), merge('A', 'B'), reply(ANN, 'B')],
  },
  {
    name: 'the case was merged, and only Gmail knows that it is an answer',
    steps: [first, mail(CAROL, 'B'), merge('A', 'B'), mail(ANN, 'B', { thread: 1 })],
  },
  {
    name: 'the case was merged twice',
    steps: [
      first,
      mail(CAROL, 'B'),
      mail(CAROL, 'C'),
      merge('A', 'B'),
      merge('B', 'C'),
      reply(ANN, 'C'),
      mail(ANN, 'C', { thread: 1 }),
    ],
  },
  {
    name: 'the case was merged, and the mail names the old one by its reference',
    steps: [first, mail(ANN, 'B'), merge('A', 'B'), mail(ANN, 'B', { text: 'See {ref A}' })],
  },
  {
    name: 'the case was deleted: its answer opens a new one',
    steps: [first, remove('A'), reply(ANN, 'B')],
  },
  {
    name: 'the case was deleted: the next mail of its Gmail thread opens a new one and says why',
    steps: [
      first,
      remove('A'),
      mail(ANN, 'B (case_gone)', { thread: 1 }),
      mail(ANN, 'B', { thread: 1 }),
    ],
  },
  {
    name: 'the case was merged into one that was deleted: its answer opens a new one',
    steps: [first, mail(CAROL, 'B'), merge('A', 'B'), remove('B'), reply(ANN, 'C')],
  },
];
