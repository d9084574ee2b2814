import { z } from 'zod';
import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, jsonBody, segmentsOf } from '../http/exchange.ts';
import { mailOver } from './in-process.ts';

const labelsSchema = z.strictObject({
  add: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
});

/** `GET /emulator/mailboxes/{address}/messages`: every message, the oldest first, without its content. */
export function listMail(google: Google, exchange: Exchange): Answer {
  return json(200, { messages: mailOver(google).mailOf(addressOf(exchange)) });
}

/**
 * `POST /emulator/mailboxes/{address}/messages`: puts the message in the body into the mailbox. The query may have
 * `labelIds`, several times, and `internalDate` in milliseconds since 1970.
 */
export function putMail(google: Google, exchange: Exchange): Answer {
  const { query, bytes: content } = exchange;
  const labelIds = query.getAll('labelIds');
  const date = query.get('internalDate');
  if (content.length === 0) return json(400, { error: 'Send the message as the body' });
  if (date !== null && !/^\d{1,15}$/.test(date)) return json(400, { error: 'The date is none' });
  return orProblem(400, () =>
    mailOver(google).deliverMail({
      address: addressOf(exchange),
      content,
      ...(labelIds.length > 0 ? { labelIds } : {}),
      ...(date === null ? {} : { internalDate: new Date(Number(date)) }),
    }),
  );
}

/** `POST /emulator/mailboxes/{address}/messages/{id}/labels`: `{"add": […], "remove": […]}`. */
export function labelMail(google: Google, exchange: Exchange): Answer {
  const labels = labelsSchema.safeParse(jsonBody(exchange)).data;
  if (!labels) return json(400, { error: 'Send the labels to add and to remove' });
  return orProblem(404, () => {
    mailOver(google).changeLabels({ ...messageOf(exchange), ...labels });
    return {};
  });
}

/** `DELETE /emulator/mailboxes/{address}/messages/{id}`: for ever. */
export function removeMail(google: Google, exchange: Exchange): Answer {
  return orProblem(404, () => {
    mailOver(google).deleteMail(messageOf(exchange));
    return {};
  });
}

function addressOf({ path }: Exchange): string {
  return segmentsOf(path)[2] ?? '';
}

function messageOf(exchange: Exchange): { address: string; id: string } {
  return { address: addressOf(exchange), id: segmentsOf(exchange.path)[4] ?? '' };
}

function orProblem(status: number, work: () => unknown): Answer {
  try {
    return json(200, work());
  } catch (thrown) {
    if (thrown instanceof RangeError) return json(status, { error: thrown.message });
    throw thrown;
  }
}
