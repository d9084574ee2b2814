import {
  ALTERNATIVE,
  ANSWER,
  ANSWERING,
  alternative,
  attached,
  type GoldenMail,
  golden,
  HTML,
  MIXED,
  PLAIN,
  parts,
} from '../golden-mail.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const image = { name: 'image001.png', type: 'image/png', content: PNG };

/** Outlook, iPhone, Android, Thunderbird and Yahoo. */
export const PROGRAMS: readonly GoldenMail[] = [
  golden(
    'outlook-html',
    {
      subject: 'Printer',
      type: ALTERNATIVE,
      add: ['Thread-Topic: Printer', 'Thread-Index: Adr0m2n4kq1QJ0nWS0e9qI2mQpX0Vw=='],
      body: alternative(
        ['Hello,', 'it does not print.'],
        [
          '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm;}</style></head>',
          '<body lang="EN-US"><div class="WordSection1"><p class="MsoNormal">Hello,<o:p></o:p></p><p class="MsoNormal">it does not print.<o:p></o:p></p></div></body></html>',
        ],
      ),
    },
    {
      text: 'Hello,\nit does not print.',
      html: '\n<div><p>Hello,</p><p>it does not print.</p></div>',
    },
  ),
  golden(
    'outlook-answer',
    {
      subject: 'RE: Printer',
      add: ANSWERING,
      body: [
        'It works now.',
        '',
        '________________________________',
        'From: Support <support@ours.example>',
        'Sent: Friday, November 27, 2026 10:00 AM',
        'To: Ann Lee <ann@customer.example>',
        'Subject: Printer',
        '',
        'Please switch it on.',
      ],
    },
    { ...ANSWER, reply: 'It works now.' },
  ),
  golden(
    'outlook-original-message',
    {
      subject: 'RE: Printer',
      add: ANSWERING,
      body: [
        'No.',
        '',
        '-----Original Message-----',
        'From: Support',
        'Sent: Friday, November 27, 2026 10:00 AM',
        'To: Ann Lee',
        'Subject: Printer',
        '',
        'Did it help?',
      ],
    },
    { ...ANSWER, reply: 'No.' },
  ),
  golden(
    'outlook-inline-image',
    {
      subject: 'Screenshot',
      type: ['Content-Type: multipart/related; boundary=rel'],
      body: parts(
        'rel',
        [HTML, '', '<p>See <img src="cid:image001.png@01DA" alt="screen"></p>'],
        [
          'Content-Type: image/png; name="image001.png"',
          'Content-ID: <image001.png@01DA>',
          'Content-Disposition: inline; filename="image001.png"',
          'Content-Transfer-Encoding: base64',
          '',
          PNG.toString('base64'),
        ],
      ),
    },
    {
      text: 'See [screen]',
      html: `<p>See <img alt="screen" src="data:image/png;base64,${PNG.toString('base64')}" /></p>`,
      attachments: [attached(image, true)],
    },
  ),
  golden(
    'outlook-external-tag',
    {
      subject: '[External] RE: Printer',
      add: ANSWERING,
      body: ['Thanks.'],
    },
    { ...ANSWER },
  ),
  golden(
    'outlook-get-outlook',
    {
      subject: 'Re: Printer',
      add: ANSWERING,
      body: [
        'Yes please',
        '',
        'Get Outlook for iOS<https://aka.ms/o0ukef>',
        '________________________________',
        'From: Support <support@ours.example>',
        'Sent: Friday, November 27, 2026 10:00:00 AM',
        'To: Ann Lee <ann@customer.example>',
        'Subject: Printer',
        '',
        'Shall we send a new one?',
      ],
    },
    { ...ANSWER, reply: 'Yes please' },
  ),
  golden(
    'iphone-question',
    { subject: 'Broken', body: ['It is broken.', '', 'Sent from my iPhone'] },
    { reply: 'It is broken.' },
  ),
  golden(
    'iphone-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      body: [
        'Yes',
        '',
        'Sent from my iPhone',
        '',
        '> On Nov 27, 2026, at 10:00 AM, Support <support@ours.example> wrote:',
        '> ',
        '> \ufeffIs it the red one?',
      ],
    },
    { ...ANSWER, reply: 'Yes' },
  ),
  golden(
    'iphone-photo',
    {
      subject: 'Photo',
      type: MIXED,
      body: parts(
        'mix',
        ['Content-Type: text/plain; charset=us-ascii', '', '', ''],
        [
          'Content-Type: image/jpeg; name=IMG_0001.jpeg',
          'Content-Disposition: inline; filename=IMG_0001.jpeg',
          'Content-Transfer-Encoding: base64',
          '',
          Buffer.from('jpeg').toString('base64'),
        ],
        ['Content-Type: text/plain; charset=us-ascii', '', '', '', 'Sent from my iPhone'],
      ),
    },
    {
      text: '\n\n\n\nSent from my iPhone',
      reply: 'Sent from my iPhone',
      attachments: [attached({ name: 'IMG_0001.jpeg', type: 'image/jpeg', content: 'jpeg' }, true)],
    },
  ),
  golden(
    'iphone-german',
    { subject: 'Defekt', body: ['Es ist defekt.', '', 'Von meinem iPhone gesendet'] },
    { reply: 'Es ist defekt.' },
  ),
  golden(
    'apple-mail-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      body: [
        'The blue one.',
        '',
        '> On 27. Nov 2026, at 10:00, Support <support@ours.example> wrote:',
        '> ',
        '> Which one?',
      ],
    },
    { ...ANSWER, reply: 'The blue one.' },
  ),
  golden(
    'android-gmail-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      type: ALTERNATIVE,
      body: alternative(
        [
          'Ok, thanks',
          '',
          'On Fri, 27 Nov 2026, 10:00 Support, <support@ours.example> wrote:',
          '',
          '> Done.',
          '>',
        ],
        [
          '<div dir="auto">Ok, thanks</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, 27 Nov 2026, 10:00 Support, &lt;<a href="mailto:support@ours.example">support@ours.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">Done.</blockquote></div>',
        ],
      ),
    },
    {
      ...ANSWER,
      reply: 'Ok, thanks',
      text: 'Ok, thanks\n\nOn Fri, 27 Nov 2026, 10:00 Support, <support@ours.example> wrote:\n\n> Done.\n>',
      html: '<div dir="auto">Ok, thanks</div><br /><div><div dir="ltr">On Fri, 27 Nov 2026, 10:00 Support, &lt;<a href="mailto:support@ours.example">support@ours.example</a>&gt; wrote:<br /></div><blockquote style="margin:0 0 0 .8ex">Done.</blockquote></div>',
    },
  ),
  golden(
    'samsung-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      body: [
        'Still broken',
        '',
        '',
        'Sent from my Galaxy',
        '',
        '',
        '-------- Original message --------',
        'From: Support <support@ours.example>',
        'Date: 27/11/2026 10:00 (GMT+00:00)',
        'To: ann@customer.example',
        'Subject: Broken',
        '',
        'Try again.',
      ],
    },
    { ...ANSWER, reply: 'Still broken' },
  ),
  golden(
    'yahoo-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      body: [
        'Thanks',
        '',
        '    On Friday, November 27, 2026 at 10:00:00 AM GMT+9, Support <support@ours.example> wrote:  ',
        ' ',
        ' Done.',
      ],
    },
    { ...ANSWER, reply: 'Thanks' },
  ),
  golden(
    'thunderbird-html',
    {
      subject: 'Table',
      type: [HTML],
      body: [
        '<table border="1" style="position:absolute;width:90%"><tr><td colspan="2" onclick="x()">A</td></tr></table><script>alert(1)</script>',
      ],
    },
    {
      text: 'A',
      html: '<table border="1" style="width:90%"><tr><td colspan="2">A</td></tr></table>',
    },
  ),
  golden(
    'several-recipients',
    {
      subject: 'To all',
      without: ['To'],
      add: [
        'To: "Lee, Ann" <ann@customer.example>, Team: a@ours.example, b@ours.example;, =?utf-8?Q?J=C3=B6rg?= <joerg@ours.example>',
      ],
      body: ['Hi'],
    },
    {
      to: [
        { name: 'Lee, Ann', address: 'ann@customer.example' },
        { name: '', address: 'a@ours.example' },
        { name: '', address: 'b@ours.example' },
        { name: 'Jörg', address: 'joerg@ours.example' },
      ],
    },
  ),
  golden(
    'long-thread',
    {
      subject: 'Re: Thread',
      add: [
        'In-Reply-To: <m9@ours.example>',
        'References: <m1@customer.example> <m2@ours.example>',
        ' <m9@ours.example>',
      ],
      body: ['And now?'],
    },
    {
      inReplyTo: ['m9@ours.example'],
      references: ['m1@customer.example', 'm2@ours.example', 'm9@ours.example'],
      decision: { action: 'file', reason: 'its_case_or_new_case' },
    },
  ),
  golden(
    'two-files',
    {
      subject: 'Files',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'Two files.'],
        [
          'Content-Type: text/csv; name="a.csv"',
          'Content-Disposition: attachment; filename="a.csv"',
          '',
          'a,b',
        ],
        [
          'Content-Type: application/zip',
          'Content-Disposition: attachment; filename="b.zip"',
          'Content-Transfer-Encoding: base64',
          '',
          'UEs=',
        ],
      ),
    },
    {
      text: 'Two files.',
      attachments: [
        attached({ name: 'a.csv', type: 'text/csv', content: 'a,b' }),
        attached({ name: 'b.zip', type: 'application/zip', content: 'PK' }),
      ],
    },
  ),
  golden(
    'proton-answer',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      body: [
        'Great.',
        '',
        'Sent with Proton Mail secure email.',
        '',
        'On Friday, November 27th, 2026 at 10:00, Support <support@ours.example> wrote:',
        '',
        '> Done.',
      ],
    },
    { ...ANSWER, reply: 'Great.' },
  ),
  golden(
    'html-with-a-file',
    {
      subject: 'Order',
      type: MIXED,
      body: parts(
        'mix',
        [HTML, '', '<p>Please&nbsp;see the <b>file</b>.</p>'],
        ['Content-Type: text/csv', 'Content-Disposition: attachment; filename=a.csv', '', 'a,b'],
      ),
    },
    {
      text: 'Please see the file.',
      html: '<p>Please\u00a0see the <b>file</b>.</p>',
      attachments: [attached({ name: 'a.csv', type: 'text/csv', content: 'a,b' })],
    },
  ),
  golden(
    'html-beside-a-blank-text',
    {
      subject: 'Order',
      type: ALTERNATIVE,
      body: alternative([' '], ['<p>Where is it?</p>']),
    },
    { text: 'Where is it?', html: '<p>Where is it?</p>' },
  ),
  golden(
    'html-answer-of-gmail',
    {
      subject: 'Re: Broken',
      add: ANSWERING,
      type: [HTML],
      body: [
        '<div dir="ltr">It works.<div><br></div><div>Thanks</div></div><br><div class="gmail_quote"><div class="gmail_attr">On Fri, Nov 27, 2026 at 10:00 AM Support &lt;<a href="mailto:support@ours.example">support@ours.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Try again.</div></blockquote></div>',
      ],
    },
    {
      ...ANSWER,
      reply: 'It works.\n\nThanks',
      text: 'It works.\n\nThanks\n\nOn Fri, Nov 27, 2026 at 10:00 AM Support <support@ours.example> wrote:\n\n> Try again.',
      html: '<div dir="ltr">It works.<div><br /></div><div>Thanks</div></div><br /><div><div>On Fri, Nov 27, 2026 at 10:00 AM Support &lt;<a href="mailto:support@ours.example">support@ours.example</a>&gt; wrote:<br /></div><blockquote><div>Try again.</div></blockquote></div>',
    },
  ),
  golden(
    'html-answer-of-outlook',
    {
      subject: 'RE: Broken',
      add: ANSWERING,
      type: [HTML],
      body: [
        '<div>Solved.</div><hr><div><b>From:</b> Support &lt;support@ours.example&gt;<br><b>Sent:</b> Friday, November 27, 2026 10:00 AM<br><b>To:</b> Ann Lee<br><b>Subject:</b> Broken</div><div>Try again.</div>',
      ],
    },
    {
      ...ANSWER,
      reply: 'Solved.',
      text: `Solved.\n${'-'.repeat(40)}\nFrom: Support <support@ours.example>\nSent: Friday, November 27, 2026 10:00 AM\nTo: Ann Lee\nSubject: Broken\nTry again.`,
      html: '<div>Solved.</div><hr /><div><b>From:</b> Support &lt;support@ours.example&gt;<br /><b>Sent:</b> Friday, November 27, 2026 10:00 AM<br /><b>To:</b> Ann Lee<br /><b>Subject:</b> Broken</div><div>Try again.</div>',
    },
  ),
  golden(
    'html-beacons',
    {
      subject: 'Hello',
      type: [HTML],
      body: [
        '<p>Hi</p><img src="https://t.example/a" height="0"><img src="https://t.example/b" style="display:none"><img src="https://t.example/c" style="width: 1px; height: 1px"><img src="https://t.example/logo.png" width="100" alt="Logo"><p style="background:url(https://t.example/d)">Bye</p><link rel="stylesheet" href="https://t.example/e">',
      ],
    },
    {
      text: 'Hi\n\n[Logo]\n\nBye',
      html: '<p>Hi</p><img src="https://t.example/logo.png" width="100" alt="Logo" /><p>Bye</p>',
    },
  ),
];
