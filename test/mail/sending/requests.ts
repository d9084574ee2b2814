import type { Person, SendRequest } from '../../../shared/mail/model/send-request.ts';

export const person = (address: string, name: string | null = null): Person => ({ address, name });

export const CARLA = person('carla@customer.example', 'Carla Customer');

/** A small mail to a customer, with changes. */
export const requestOf = (changes: Partial<SendRequest> = {}): SendRequest => ({
  caller: 'flow',
  key: 'key-1',
  connectionId: 'support',
  from: null,
  replyTo: null,
  to: [CARLA],
  cc: [],
  bcc: [],
  subject: 'Your lamp',
  text: 'It is on its way.',
  html: null,
  attachments: [],
  orgId: null,
  caseId: null,
  answers: 'none',
  ...changes,
});
