import { failureReport } from '../failure-report.ts';
import {
  ANN,
  BOB,
  CAROL,
  type Conversation,
  inReplyTo,
  mail,
  reply,
  threadIndex,
} from './conversation.ts';
import { merge, send } from './play.ts';

const first = mail(ANN, 'A');
const html = (body: string) => ({
  headers: ['Content-Type: text/html; charset=utf-8', '', `<html><body>${body}</body></html>`],
});
const indexed = (conversation: string, answers = 0) => ({
  headers: [threadIndex(conversation, answers)],
});

/** Marks that Outlook and Salesforce put into mail. */
export const BY_OUTLOOK: readonly Conversation[] = [
  {
    name: 'an answer of Outlook has its Thread-Index alone',
    steps: [
      mail(ANN, 'A', indexed('a')),
      mail(ANN, 'A', indexed('a', 1)),
      mail(ANN, 'A', indexed('a', 2)),
    ],
  },
  {
    name: 'Thread-Index of another conversation joins nothing',
    steps: [mail(ANN, 'A', indexed('a')), mail(ANN, 'B', indexed('b', 1))],
  },
  {
    name: 'a Message-ID comes before Thread-Index',
    steps: [
      mail(ANN, 'A', indexed('a')),
      mail(ANN, 'B', indexed('b')),
      mail(ANN, 'B', { headers: [inReplyTo(2), threadIndex('a', 1)] }),
    ],
  },
  {
    name: 'a Thread-Index that is no such value joins nothing',
    steps: [
      mail(ANN, 'A', { headers: ['Thread-Index: AAAA'] }),
      mail(ANN, 'B', { headers: ['Thread-Index: AAAA'] }),
    ],
  },
  {
    name: 'an authenticated colleague answers with Outlook',
    steps: [mail(ANN, 'A', indexed('a')), mail(BOB, 'A', indexed('a', 1))],
  },
];

export const BY_TOKEN: readonly Conversation[] = [
  ...(
    [
      ['in the subject', { subject: 'Re: Broken lamp {token A}' }],
      ['in the text', { text: 'Thank you.\r\n{token A}' }],
      ['in what the text quotes', { text: 'Thank you.\r\n\r\n> It is done.\r\n> {token A}' }],
      ['in HTML', html('<p>Thank you.</p><span style="display:none">{token A}</span>')],
      ['in what HTML quotes', html('Thank you.<blockquote>It is done. {token A}</blockquote>')],
    ] as const
  ).map(
    ([where, about]): Conversation => ({
      name: `a threading token ${where}`,
      only: 'with_apex',
      steps: [first, mail(ANN, 'A', about)],
    }),
  ),
  {
    name: 'a threading token that only Apex reads: without it the mail gets its own case',
    only: 'without_apex',
    steps: [first, mail(ANN, 'B', { text: '{token A}' })],
  },
  {
    name: 'the customer answers from a private address, and quotes a token: it proves that she was given a mail of the case',
    only: 'with_apex',
    steps: [first, mail('ann.smith@gmail.com', 'A', { text: '> {token A}' })],
  },
  {
    name: 'the token comes before the headers, as when a mail of another case is forwarded',
    only: 'with_apex',
    steps: [first, mail(ANN, 'B'), reply(ANN, 'A', { n: 2, text: '{token A}' })],
  },
  {
    name: 'the token of a merged case',
    only: 'with_apex',
    steps: [first, mail(CAROL, 'B'), merge('A', 'B'), mail(ANN, 'B', { text: '{token A}' })],
  },
];

export const BY_REFERENCE: readonly Conversation[] = [
  {
    name: 'the reference of Email-to-Case in the subject',
    steps: [first, mail(ANN, 'A', { subject: 'Re: Broken lamp [ {ref A} ]' })],
  },
  {
    name: 'the reference of Email-to-Case in the text',
    steps: [first, mail(ANN, 'A', { text: 'Thank you.\r\n> {ref A}' })],
  },
  {
    name: 'the reference of Email-to-Case in HTML',
    steps: [first, mail(ANN, 'A', html('Thank you.<blockquote>{ref A}</blockquote>'))],
  },
  {
    name: 'the older form of the reference',
    steps: [first, mail(ANN, 'A', { text: 'Thank you.\r\n> {old ref A}' })],
  },
  {
    name: 'headers come before the reference',
    steps: [first, mail(ANN, 'B'), reply(ANN, 'B', { n: 2, text: '{ref A}' })],
  },
];

export const OF_PROGRAMS: readonly Conversation[] = [
  {
    name: 'an automatic answer names the mail of ours that it answers',
    steps: [
      first,
      send('A', { id: '<out@ours.example>' }),
      mail(ANN, 'A', {
        headers: ['Auto-Submitted: auto-replied', 'In-Reply-To: <out@ours.example>'],
      }),
    ],
  },
  {
    name: 'an automatic answer names nothing: it is of no case',
    steps: [
      first,
      mail(ANN, 'skipped (auto_reply)', { headers: ['Auto-Submitted: auto-replied'] }),
    ],
  },
  {
    name: 'a carrier in Japan gives our mail another Message-ID, and Gmail knows that it is answered',
    steps: [
      mail('taro@docomo.ne.jp', 'A'),
      mail('taro@docomo.ne.jp', 'A', { headers: ['In-Reply-To: <9x@docomo.ne.jp>'], thread: 1 }),
    ],
  },
  {
    name: 'a carrier in Japan gives our mail another Message-ID, and nothing tells: the answer gets its own case',
    steps: [
      mail('taro@docomo.ne.jp', 'A'),
      mail('taro@docomo.ne.jp', 'B', { headers: ['In-Reply-To: <9x@docomo.ne.jp>'] }),
    ],
  },
  {
    name: 'an answer to an alert of Salesforce, of which the org keeps no mail',
    only: 'with_apex',
    steps: [first, mail(ANN, 'A', { headers: ['In-Reply-To: {sent id A}'] })],
  },
  {
    name: 'an answer to an alert of Salesforce, whose id only Apex reads: without it the mail gets its own case',
    only: 'without_apex',
    steps: [first, mail(ANN, 'B', { headers: ['In-Reply-To: {sent id A}'] })],
  },
  {
    name: 'a stranger answers an alert of Salesforce: the id alone proves nothing',
    only: 'with_apex',
    steps: [first, mail(CAROL, 'B (stranger)', { headers: ['In-Reply-To: {sent id A}'] })],
  },
  ...(
    [
      ['the customer’s own mail system', 'mailer-daemon@mx.customer.example', 'pass'],
      ['Gmail’s mail system', 'mailer-daemon@googlemail.com', 'pass'],
      ['a mail system that proves nothing', 'mailer-daemon@relay.example', 'none'],
      ['a mail system of somebody else', 'mailer-daemon@relay.example', 'pass'],
    ] as const
  ).map(
    ([who, from, gmail]): Conversation => ({
      name: `${who} reports that the mail which the org sent did not arrive`,
      steps: [
        first,
        send('A', { id: '<out@ours.example>' }),
        bounce(from, 'A', { gmail, of: 'out@ours.example' }),
      ],
    }),
  ),
  {
    name: 'Gmail’s mail system reports of a mail that was sent from Gmail, in its thread',
    steps: [
      first,
      bounce('mailer-daemon@googlemail.com', 'A', { thread: 1, of: 'gmail-sent@ours.example' }),
    ],
  },
  {
    name: 'a mail system reports of a mail that the org does not have',
    steps: [
      first,
      bounce('mailer-daemon@mx.customer.example', 'skipped (bounce)', {
        of: 'unknown@ours.example',
      }),
    ],
  },
];

type Bounced = {
  readonly of: string;
  readonly gmail?: string;
  readonly thread?: number;
  readonly recipient?: string;
};

/** A report (RFC 3464) that a mail did not reach its recipient. */
export function bounce(from: string, on: string, { of, recipient = ANN, ...about }: Bounced) {
  return mail(from, on, {
    ...about,
    subject: 'Undelivered Mail Returned to Sender',
    headers: failureReport(of, recipient),
  });
}
