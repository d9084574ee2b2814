import { z } from 'zod';
import type { SendRequest } from '../../../mail/sending/index.ts';
import { MAILBOX } from './find-connection.ts';

const ADDRESSES =
  'Separated by commas or semicolons, each with or without a name: Ada <a@b.example>.';

/** Each file of Salesforce costs the organization two requests. */
const MOST_FILES = 100;

/** The mail that `sendEmail` is asked to send, in properties that Flow can set. */
export const SEND_EMAIL_REQUEST = z.object({
  mailbox: MAILBOX,
  fromAddress: z
    .string()
    .default('')
    .describe('An alias of the mailbox in Gmail, with or without a name. Empty: its own address.'),
  replyToAddress: z.string().default('').describe('Where answers go. Empty: to the sender.'),
  toAddress: z
    .string()
    .default('')
    .describe(`${ADDRESSES} There are 100 recipients at most, of all three kinds together.`),
  ccAddress: z.string().default('').describe(ADDRESSES),
  bccAddress: z.string().default('').describe(ADDRESSES),
  subject: z
    .string()
    .default('')
    .describe('Empty: that of the mail that is answered, with Re: in front.'),
  textBody: z.string().default('').describe('The plain text. Empty: none.'),
  htmlBody: z
    .string()
    .default('')
    .describe('The same as HTML. Empty: none. A text, HTML or an attachment is needed.'),
  caseId: z
    .string()
    .default('')
    .describe('The case on which the mail stands afterwards. Empty: none.'),
  answers: z
    .string()
    .default('')
    .describe(
      'What it answers: the id of an EmailMessage of the case; latest, the newest mail that came in; or none, to begin a conversation. Empty: latest.',
    ),
  attachments: z
    .array(
      z
        .object({
          name: z.string().describe('The name of the file.'),
          contentType: z
            .string()
            .default('')
            .describe('Such as application/pdf. Empty: by the name.'),
          content: z.string().describe('The content as base64.'),
        })
        .meta({ id: 'Attachment' }),
    )
    .max(MOST_FILES)
    .default([])
    .describe('Files by their content, 100 at most. The whole call may have 12 MB.'),
  fileIds: z
    .array(z.string())
    .max(MOST_FILES)
    .default([])
    .describe(
      'Files of Salesforce, 100 at most: ids of a ContentVersion (068) or ContentDocument (069).',
    ),
  orgId: z
    .string()
    .max(200)
    .default('')
    .describe(
      'The organization of the case and the files, by its id on the setup page. Empty: the one that the mail of the mailbox goes to.',
    ),
});

export type SendEmailRequest = z.infer<typeof SEND_EMAIL_REQUEST>;

type Sending = typeof import('../../../mail/sending/index.ts');

/**
 * Reads the mail of a request.
 *
 * @param reading how addresses are read: given, so that this file alone does not load what sends
 * @throws AppError what `addressesIn` throws
 */
export function mailIn(
  asked: SendEmailRequest,
  { addressesIn, addressIn }: Pick<Sending, 'addressesIn' | 'addressIn'>,
): Omit<SendRequest, 'caller' | 'key' | 'mayChange' | 'connectionId'> {
  const { answers } = asked;
  const contents = asked.attachments.map(({ name, contentType, content }) => ({
    name,
    type: contentType || null,
    content,
  }));
  return {
    from: addressIn('fromAddress', asked.fromAddress),
    replyTo: addressIn('replyToAddress', asked.replyToAddress),
    to: addressesIn('toAddress', asked.toAddress),
    cc: addressesIn('ccAddress', asked.ccAddress),
    bcc: addressesIn('bccAddress', asked.bccAddress),
    subject: asked.subject || null,
    text: asked.textBody || null,
    html: asked.htmlBody || null,
    attachments: [...contents, ...asked.fileIds.map((fileId) => ({ fileId }))],
    orgId: asked.orgId || null,
    caseId: asked.caseId || null,
    answers: isWord(answers) ? answers : answers ? { emailMessageId: answers } : 'latest',
  };
}

const isWord = (answers: string): answers is 'latest' | 'none' =>
  answers === 'latest' || answers === 'none';
