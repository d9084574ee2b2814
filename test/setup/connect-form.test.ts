import { expect, test } from '@jest/globals';
import { readConnectForm } from '../../shared/web/purpose.ts';
import { LEGAL_ADDRESSES } from '../support/addresses.ts';

const read = (mailbox: string) => readConnectForm(new URLSearchParams({ mailbox }));

test.each(LEGAL_ADDRESSES)('the form accepts %s as the mailbox', (mailbox) => {
  expect(read(` ${mailbox} `).purpose).toMatchObject({ expectedAddress: mailbox });
});

test.each(['support', 'a b@example.com', 'a@example.com\n@x', 'x'.repeat(300)])(
  'the form shows %j again, marked as no address',
  (mailbox) => {
    expect(read(mailbox)).toMatchObject({ view: { mailbox, invalid: 'mailbox' }, purpose: null });
  },
);
