import { createHash } from 'node:crypto';
import type { SendRequest } from '../model/send-request.ts';

/** SHA-256 (hex) of a checked request, so that another mail with the same key is noticed without keeping the first. */
export function digestOf({
  caller: _caller,
  key: _key,
  attachments,
  ...asked
}: SendRequest): string {
  const hash = createHash('sha256').update(JSON.stringify(fieldsOf(asked)));
  for (const attachment of attachments) {
    if ('fileId' in attachment) hash.update(JSON.stringify(['file', attachment.fileId]));
    else {
      const { name, type, content } = attachment;
      hash.update(JSON.stringify(['content', name, type, content.length])).update(content);
    }
  }
  return hash.digest('hex');
}

/** As a list, because the properties of the caller's objects may be in another order each time. */
const fieldsOf = (asked: Omit<SendRequest, 'caller' | 'key' | 'attachments'>) => [
  asked.connectionId,
  [asked.from, asked.replyTo].map((person) => person && [person.address, person.name]),
  [asked.to, asked.cc, asked.bcc].map((all) => all.map(({ address, name }) => [address, name])),
  [asked.subject, asked.text, asked.html],
  [asked.orgId, asked.caseId],
  typeof asked.answers === 'string' ? asked.answers : [asked.answers.emailMessageId],
];
