import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { FAULTS } from '../../local/salesforce/faults/catalogue.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { tryAgain } from '../../shared/mail/index.ts';
import type { LedgerEntry } from '../../shared/mail/model/ledger.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const MINUTE = 60_000;
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let ahead = 0;
const now = (): Date => new Date(Date.now() + ahead);

beforeAll(async () => {
  pipeline = await startMailPipeline({
    directory,
    now,
    composition: {
      adaptPorts: (ports) => ({ ...ports, clock: { now, sleep: ports.clock.sleep } }),
    },
  });
});
afterEach(() => {
  for (const { fault } of FAULTS) pipeline.org.switchOff(fault);
});
afterAll(() => pipeline.close());

const mail = (subject: string): string =>
  [
    'From: Ann <ann@customer.example>',
    'To: support@example.com',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@customer.example>`,
    `Date: ${now().toUTCString()}`,
    '',
    'How do I reset it?',
  ].join('\r\n');

const emailsOf = (subject: string) =>
  pipeline.org.rows('EmailMessage').filter(({ Subject }) => Subject === subject);

/** A mailbox whose mail becomes cases, and what became of its mail. */
async function openMailbox(name: string) {
  const address = `${name}@example.com`;
  const connectionId = await pipeline.connect(address);
  await pipeline.sync({ connectionId });
  return {
    connectionId,
    deliver: async (subject: string): Promise<void> => {
      pipeline.google.deliverMail({ address, content: mail(subject) });
      await pipeline.google.settlePushes();
    },
    entry: async (): Promise<LedgerEntry | undefined> => {
      const listing = { connectionId, state: null, after: null, limit: 9 };
      return (await pipeline.runtime.mail.listEntries(listing)).items.at(-1);
    },
  };
}

type Fault = readonly [name: string, parameters?: Readonly<Record<string, string | number>>];

const faults = (...named: Fault[]) => ({
  begin: () => {
    for (const [name, parameters = {}] of named) pipeline.org.switchOn(name, parameters);
  },
  end: () => {
    for (const [name] of named) pipeline.org.switchOff(name);
  },
});

/** The token that is in use is refused once, so that the next call logs in. */
const atLogin = (name: string) => faults([name], ['token_refused', { times: 1 }]);

const WAITS: readonly (readonly [string, ReturnType<typeof faults>, ErrorCode])[] = [
  ['no Run As user', atLogin('no_run_as_user'), 'org_login_refused'],
  ['an app that is not approved', atLogin('not_approved'), 'org_login_refused'],
  ['another secret', atLogin('secret_changed'), 'org_login_refused'],
  ['a frozen user', atLogin('user_inactive'), 'org_login_refused'],
  ['a restricted address', atLogin('ip_restricted'), 'org_login_refused'],
  ['a token that works for another instance', faults(['token_refused']), 'org_refused'],
  ['an API that is switched off', faults(['api_disabled']), 'org_refused'],
  ['its daily limit used up', faults(['daily_limit']), 'org_limit_reached'],
  ['too many calls at once', faults(['concurrent_limit']), 'org_busy'],
  ['maintenance', faults(['maintenance']), 'org_unavailable'],
  ['read-only maintenance', faults(['read_only']), 'org_unavailable'],
  ['no storage left', faults(['storage_full']), 'org_storage_full'],
  ['no permission for its user', faults(['no_permissions']), 'org_fields_missing'],
  ['a locked row', faults(['row_locked']), 'record_locked'],
  ['a trigger that throws', faults(['trigger_throws']), 'record_trigger_failed'],
  ['a flow that fails', faults(['flow_fails']), 'record_trigger_failed'],
  ['500', faults(['server_error']), 'org_unavailable'],
  ['a page of a proxy', faults(['html_error']), 'org_unavailable'],
  ['a connection that is cut', faults(['dropped']), 'org_unavailable'],
];

describe('a mail for an organization with', () => {
  test.each(WAITS)('%s waits, and is filed once when that is over', async (what, fault, code) => {
    const subject = `Mail for ${what}`;
    const mailbox = await openMailbox(`waits-${WAITS.findIndex(([each]) => each === what)}`);
    fault.begin();
    await mailbox.deliver(subject);
    await pipeline.sync({ connectionId: mailbox.connectionId });
    const waiting = await mailbox.entry();
    expect([waiting?.state, waiting?.failure?.code]).toEqual(['found', code]);
    expect(emailsOf(subject)).toEqual([]);
    fault.end();
    for (let runs = 0; runs < 4 && (await mailbox.entry())?.state === 'found'; runs++) {
      ahead += 3 * MINUTE;
      await pipeline.sync({ connectionId: mailbox.connectionId });
    }
    expect((await mailbox.entry())?.state).toBe('filed');
    expect(emailsOf(subject)).toHaveLength(1);
  });

  test.each([
    ['a validation rule', ['validation_rule', { contains: 'Refused' }]],
    ['a required field of its own', ['field_required', {}]],
  ] as const)(
    '%s is held, and is filed once when a person tries it again',
    async (what, [name, about]) => {
      const subject = `Refused by ${what}`;
      const mailbox = await openMailbox(name.replaceAll('_', '-'));
      const { connectionId } = mailbox;
      pipeline.org.switchOn(name, about);
      await mailbox.deliver(subject);
      await pipeline.sync({ connectionId });
      const held = await mailbox.entry();
      expect([held?.state, held?.failure?.code]).toEqual(['held', 'record_refused']);
      if (name === 'validation_rule') {
        ahead += MINUTE;
        await mailbox.deliver('Another conversation');
        await pipeline.sync({ connectionId });
        expect(emailsOf('Another conversation')).toHaveLength(1);
      }
      pipeline.org.switchOff(name);
      const { mail: store, clock } = pipeline.runtime;
      const which = { heldFor: 'record_refused' } as const;
      await tryAgain({ store, clock }, { connectionId, which, by: 'admin@example.com' });
      await pipeline.sync({ connectionId });
      expect((await mailbox.entry())?.state).toBe('filed');
      expect(emailsOf(subject)).toHaveLength(1);
    },
  );

  test.each([
    ['an optional field that is hidden', 'field_hidden', { field: 'EmailMessage.Headers' }],
    ['an optional field that is read-only', 'field_read_only', { field: 'EmailMessage.Headers' }],
    ['no key field', 'key_missing', {}],
    ['a key field that is not unique', 'key_not_unique', {}],
    ['an answer that is lost', 'answer_lost', { times: 1 }],
    ['an answer that is cut', 'answer_cut', { times: 1 }],
  ] as const)('%s is filed once all the same', async (what, name, about) => {
    const subject = `Mail despite ${what}`;
    const mailbox = await openMailbox(name.replaceAll('_', '-'));
    pipeline.org.switchOn(name, about);
    await mailbox.deliver(subject);
    for (let runs = 0; runs < 4 && (await mailbox.entry())?.state === 'found'; runs++) {
      ahead += 3 * MINUTE;
      await pipeline.sync({ connectionId: mailbox.connectionId });
    }
    pipeline.org.switchOff(name);
    expect((await mailbox.entry())?.state).toBe('filed');
    expect(emailsOf(subject)).toHaveLength(1);
    ahead += 61 * MINUTE;
  });
});

test('a large mail for which the disk has no room waits with its cause, and small mail goes on', async () => {
  const mailbox = await openMailbox('disk-full');
  const { connectionId } = mailbox;
  const place = join(directory, 'mail');
  rmSync(place, { recursive: true, force: true });
  writeFileSync(place, 'in the way');
  const large = `${mail('A large mail')}\r\n${'x'.repeat(3_000_000)}`;
  pipeline.google.deliverMail({ address: 'disk-full@example.com', content: large });
  await pipeline.google.settlePushes();
  await pipeline.sync({ connectionId });
  const waiting = await mailbox.entry();
  expect([waiting?.state, waiting?.failure?.code]).toEqual(['found', 'data_directory_unusable']);
  ahead += MINUTE;
  await mailbox.deliver('A small mail');
  await pipeline.sync({ connectionId });
  expect(emailsOf('A small mail')).toHaveLength(1);
  rmSync(place);
  ahead += 61 * MINUTE;
  await pipeline.sync({ connectionId });
  expect(emailsOf('A large mail')).toHaveLength(1);
});
