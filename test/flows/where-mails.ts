import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { skipMail, switchOff } from '../../shared/mail/index.ts';
import type { Routing } from '../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';
import type { FixedKey } from '../../shared/pages/messages.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import type { MailPipeline } from '../support/mail-pipeline.ts';
import { textMail } from '../support/text-mail.ts';

/** What is asked for, and what the answer must say. */
export type Asked = {
  readonly name: string;
  readonly ask: Readonly<Record<string, string>>;
  /** What the page calls it. */
  readonly title: FixedKey;
  readonly whoActs: FixedKey;
  /** What else it says; of a case the link to it. */
  readonly says?: readonly FixedKey[];
};

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const SHADOW = 'shadow@example.com';
const SPARE = 'spare@example.com';
const PAUSED = 'paused@example.com';
const LOST = 'lost@example.com';
const LATE = 'late@example.com';
const NOBODY = 'acts_nobody';
const ADMIN = 'acts_administrator';
const OWNER = 'actor_mailbox_owner';
const SENDER = 'acts_sender';
const SALESFORCE = 'actor_salesforce_admin';
/** Gmail drops a push that comes within a second of another one. */
const PUSHES_MS = 1100;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The very same mail, in two mailboxes. */
const TO_BOTH = { To: `${SUPPORT}, ${SALES}`, Date: 'Fri, 27 Nov 2026 09:00:00 +0900' };

type Mail = {
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly labelIds?: readonly string[];
  readonly at?: Date;
  readonly text?: string;
};

const identifierOf = (name: string): string => `${name}@customer.example`;

/** Builds the world, mail by mail, until each has its fate. */
export async function buildMails(pipeline: MailPipeline, directory: string) {
  const ids = new Map<string, string>();
  const { google, org, runtime } = pipeline;
  const { store } = mailOf(runtime);

  function deliver(
    name: string,
    { to = SUPPORT, headers = {}, labelIds = ['INBOX'], at, text }: Mail = {},
  ) {
    const all = {
      From: `Ann <${name}@customer.example>`,
      To: to,
      Subject: `About ${name}`,
      'Message-ID': `<${identifierOf(name)}>`,
      ...headers,
    };
    const content = textMail(all, text ?? `The text of ${name}`);
    const delivered = google.deliverMail({
      address: to,
      content,
      labelIds: [...labelIds],
      ...(at && { internalDate: at }),
    });
    ids.set(name, delivered.id);
  }
  const connectionOf = new Map<string, string>();
  const connect = async (address: string, routing: Partial<Routing> = {}): Promise<string> => {
    const id = await pipeline.connect(address, routing);
    connectionOf.set(address, id);
    return id;
  };
  const idOf = (name: string): string => ids.get(name) ?? '';
  const entryOf = async (name: string, address = SUPPORT) =>
    (await store.readEntry(connectionOf.get(address) ?? '', idOf(name)))?.value;
  /** Runs the mailboxes until each of these mails is in this state. */
  const settle = async (names: readonly string[], state: string, address = SUPPORT) => {
    await eventually(
      async () => {
        await pipeline.sync();
        const entries = await Promise.all(names.map((name) => entryOf(name, address)));
        return entries.every((entry) => entry?.state === state);
      },
      { everyMs: 100, what: () => `${names.join(', ')} ${state}` },
    );
    await pause(PUSHES_MS);
  };

  // Before the start.
  for (const name of ['early1', 'early2']) deliver(name, { at: new Date(Date.now() - 2 * HOUR) });
  const policies = { ...DEFAULT_POLICIES, blockedSenders: ['blocked@customer.example'] };
  await connect(SUPPORT, { policies });
  await connect(SALES);
  await connect(SHADOW, { mode: 'shadow' });
  await connect(SPARE);
  await connect(PAUSED);
  connectionOf.set('idle@example.com', await pipeline.authorize('idle@example.com'));
  await pipeline.sync();

  const filed = [
    'filed1',
    'filed2',
    'filed3',
    'moved',
    'binned',
    'merged',
    'gone',
    'trashed-later',
    'archived-later',
  ];
  for (const name of filed) deliver(name);
  deliver('nihongo', {
    headers: { Subject: `=?UTF-8?B?${Buffer.from('請求書についてのご質問').toString('base64')}?=` },
  });
  deliver('quoted', { headers: { Subject: 'Offer "from:nobody" {quoted} OR more' } });
  deliver('group', { headers: { To: 'team@example.com', 'Delivered-To': SUPPORT } });
  deliver('alias', { headers: { To: 'help@example.com', 'Delivered-To': SUPPORT } });
  deliver('blind', { headers: { To: 'undisclosed-recipients:;', 'Delivered-To': SUPPORT } });
  deliver('copied', { headers: TO_BOTH });
  await settle([...filed, 'nihongo', 'quoted', 'group', 'alias', 'blind', 'copied'], 'filed');
  deliver('copied', { to: SALES, headers: TO_BOTH });
  await settle(['copied'], 'filed', SALES);

  const answering = (name: string) => ({
    headers: {
      From: `Ann <${name}@customer.example>`,
      Subject: `Re: About ${name}`,
      'In-Reply-To': `<${identifierOf(name)}>`,
      References: `<${identifierOf(name)}>`,
    },
  });
  deliver('reply1', answering('filed1'));
  deliver('reply2', answering('filed2'));
  deliver('mirrored', {
    headers: { ...answering('filed3').headers, From: SUPPORT, To: 'filed3@customer.example' },
    labelIds: ['SENT'],
  });
  await settle(['reply1', 'reply2', 'mirrored'], 'filed');

  // What becomes no case.
  deliver('outgoing', {
    headers: { From: SUPPORT, To: 'new@customer.example' },
    labelIds: ['SENT'],
  });
  deliver('spam1', { labelIds: ['SPAM'] });
  deliver('spam2', { labelIds: ['SPAM'] });
  deliver('trash1', { labelIds: ['TRASH'] });
  deliver('newsletter', { labelIds: ['CATEGORY_UPDATES'] });
  deliver('vacation', {
    headers: { 'Auto-Submitted': 'auto-replied', Subject: 'Out of office vacation' },
  });
  deliver('bounced', {
    headers: {
      From: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      Subject: 'Delivery Status Notification (Failure) bounced',
      'Auto-Submitted': 'auto-replied',
      'X-Failed-Recipients': 'nobody@customer.example',
    },
  });
  deliver('blockedone', { headers: { From: 'Bad <blocked@customer.example>' } });
  deliver('old-in-inbox', { at: new Date(Date.now() - 3 * DAY) });
  await settle(
    [
      'outgoing',
      'spam1',
      'spam2',
      'trash1',
      'newsletter',
      'vacation',
      'bounced',
      'blockedone',
      'old-in-inbox',
    ],
    'skipped',
  );

  // Shadow mode.
  for (const name of ['shadow1', 'shadow2']) deliver(name, { to: SHADOW });
  await settle(['shadow1', 'shadow2'], 'filed', SHADOW);

  // Held for a rule of the organization, and mail that waits for it.
  org.switchOn('validation_rule', { object: 'Case', contains: 'heldrule', message: 'Say which.' });
  for (const name of ['heldrule1', 'heldrule2', 'heldrule3']) deliver(name);
  await settle(['heldrule1', 'heldrule2', 'heldrule3'], 'held');
  deliver('behind', answering('heldrule1'));
  await eventually(async () => {
    await pipeline.sync();
    return await entryOf('behind');
  });
  const by = 'admin@example.com';
  const connectionId = connectionOf.get(SUPPORT) ?? '';
  await skipMail(mailOf(runtime), { connectionId, which: { messageId: idOf('heldrule3') }, by });

  // What people did since.
  const rowOf = async (name: string) => {
    const place = (await entryOf(name))?.filed;
    if (!place) throw new Error(`${name} is not filed`);
    return place;
  };
  const act = async (name: string, fields: Record<string, string>): Promise<void> => {
    const url = `${pipeline.baseUrl}/salesforce/cases/${(await rowOf(name)).caseId}`;
    await (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).arrayBuffer();
  };
  await act('binned', { do: 'delete' });
  await act('merged', { do: 'merge', into: (await rowOf('filed2')).caseId });
  changeRow(directory, (await rowOf('moved')).emailMessageId, {
    ParentId: (await rowOf('filed1')).caseId,
  });
  google.deleteMail({ address: SUPPORT, id: idOf('gone') });
  google.changeLabels({
    address: SUPPORT,
    id: idOf('trashed-later'),
    add: ['TRASH'],
    remove: ['INBOX'],
  });
  google.changeLabels({ address: SUPPORT, id: idOf('archived-later'), remove: ['INBOX'] });

  // Mailboxes that are not as they were.
  deliver('idle1', { to: 'idle@example.com' });
  deliver('idle2', { to: 'idle@example.com' });
  await switchOff(mailOf(runtime), { connectionId: connectionOf.get(SPARE) ?? '', by });
  deliver('off1', { to: SPARE });
  await google.settlePushes();
  const faults = emulator(`${pipeline.baseUrl}/google`);
  await connect(LOST);
  await pipeline.sync();
  await faults.provoke('history_holes', LOST, { every: 1 });
  deliver('hole', { to: LOST });
  deliver('deep-hole', { to: LOST, at: new Date(Date.now() - 3 * DAY) });
  await google.settlePushes();
  await readAt(LOST, new Date(Date.now() + 1000));
  await setStatus('needs-reconnect@example.com', { status: 'needs_reconnect' });
  await setStatus('check-only@example.com', { profile: 'probe' });
  await setStatus('former@example.com', { status: 'disconnected' });

  // The organization refuses everything, and mail is on its way.
  org.switchOn('storage_full');
  deliver('stopped1', { to: PAUSED });
  deliver('stopped2', { to: PAUSED });
  await eventually(async () => {
    await pipeline.sync();
    const pause = await store.readOrgPause(pipeline.orgId);
    const found = await entryOf('stopped2', PAUSED);
    return pause?.value.endedAt === null && found;
  });
  await google.settlePushes();
  // The last reading was before it came.
  await connect(LATE);
  await pipeline.sync();
  await faults.provoke('history_holes', LATE, { every: 1 });
  deliver('fresh1', { to: LATE });
  await google.settlePushes();
  await readAt(LATE, new Date(Date.now() - HOUR));

  /** The mailbox was read then, and the history left something out. */
  async function readAt(address: string, syncedAt: Date): Promise<void> {
    const read = await store.readIntake(connectionOf.get(address) ?? '');
    if (!read) throw new Error('unreachable');
    const startsAt = new Date(Date.now() - 10 * DAY);
    await store.writeIntake({ ...read.value, syncedAt, startsAt }, read.revision);
  }

  async function setStatus(address: string, change: object): Promise<void> {
    const id = await pipeline.authorize(address);
    const read = await runtime.store.readConnection(id);
    if (!read) throw new Error('unreachable');
    await runtime.store.writeConnection(
      { ...read.value, ...change, accessToken: null },
      read.revision,
    );
  }
}

/** As somebody with the right to do so would by Salesforce’s own tools. */
function changeRow(directory: string, id: string, changes: Record<string, string>): void {
  const database = new DatabaseSync(join(directory, 'salesforce.sqlite'));
  const key = id.slice(0, 15);
  const row = database.prepare('SELECT fields FROM records WHERE id = ?').get(key);
  const fields = { ...JSON.parse(String(row?.['fields'])), ...changes };
  database.prepare('UPDATE records SET fields = ? WHERE id = ?').run(JSON.stringify(fields), key);
  database.close();
}

const subject = (name: string) => ({ subject: `about ${name.toUpperCase()}` });
const from = (name: string) => ({ address: `${name}@customer.example` });
const identifier = (name: string) => ({ identifier: `<${identifierOf(name)}>` });
const IN_SUPPORT = { mailbox: SUPPORT };

/** Every mail whose fate is known. */
export const MAILS: readonly Asked[] = [
  {
    name: 'filed, by its Message-ID',
    ask: identifier('filed1'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['openItsCase', 'label_INBOX'],
  },
  {
    name: 'filed, by its subject',
    ask: subject('filed2'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['openItsCase'],
  },
  {
    name: 'filed, by its sender',
    ask: from('filed3'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['openItsCase'],
  },
  {
    name: 'filed, by its sender in a mailbox',
    ask: { ...from('filed3'), ...IN_SUPPORT },
    title: 'mail_new_case',
    whoActs: NOBODY,
  },
  {
    name: 'filed, with a Japanese subject',
    ask: { subject: '請求書' },
    title: 'mail_new_case',
    whoActs: NOBODY,
  },
  {
    name: 'filed, with operators in its subject',
    ask: { subject: 'Offer "from:nobody" {quoted} OR more' },
    title: 'mail_new_case',
    whoActs: NOBODY,
  },
  {
    name: 'filed, by an address with its name',
    ask: { address: 'Ann <filed1@customer.example>', subject: 'about filed1' },
    title: 'mail_new_case',
    whoActs: NOBODY,
  },
  {
    name: 'filed, by the domain and a word',
    ask: { address: 'customer.example', subject: 'filed2' },
    title: 'mail_new_case',
    whoActs: NOBODY,
  },
  {
    name: 'to a group',
    ask: { address: 'team@example.com' },
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['traceIndirect'],
  },
  {
    name: 'to an alias',
    ask: { address: 'help@example.com' },
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['traceIndirect'],
  },
  {
    name: 'as a blind copy',
    ask: identifier('blind'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['traceIndirect'],
  },
  { name: 'in two mailboxes', ask: identifier('copied'), title: 'mail_copy', whoActs: NOBODY },
  {
    name: 'in another of our mailboxes',
    ask: { ...identifier('copied'), mailbox: SALES },
    title: 'mail_copy',
    whoActs: NOBODY,
  },
  {
    name: 'a reply, by its Message-ID',
    ask: identifier('reply1'),
    title: 'mail_reply',
    whoActs: NOBODY,
    says: ['openItsCase'],
  },
  {
    name: 'a reply, by its Message-ID in its mailbox',
    ask: { ...identifier('reply2'), ...IN_SUPPORT },
    title: 'mail_reply',
    whoActs: NOBODY,
  },
  {
    name: 'sent from Gmail on a case',
    ask: identifier('mirrored'),
    title: 'mail_sent',
    whoActs: NOBODY,
    says: ['traceSent'],
  },
  {
    name: 'sent from Gmail on no case',
    ask: { address: 'new@customer.example' },
    title: 'mail_skipped',
    whoActs: NOBODY,
    says: ['skipped_sent'],
  },
  {
    name: 'moved in Salesforce',
    ask: subject('moved'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['inOrg_elsewhere', 'openPresentCase'],
  },
  {
    name: 'of a merged case',
    ask: subject('merged'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['inOrg_merged', 'openPresentCase'],
  },
  {
    name: 'deleted in Salesforce',
    ask: subject('binned'),
    title: 'mail_new_case',
    whoActs: SALESFORCE,
    says: ['inOrg_deleted'],
  },
  {
    name: 'filed, and in the trash since',
    ask: subject('trashed-later'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['label_TRASH'],
  },
  {
    name: 'filed, and archived since',
    ask: subject('archived-later'),
    title: 'mail_new_case',
    whoActs: NOBODY,
    says: ['traceArchived'],
  },
  {
    name: 'deleted for ever since, by its Message-ID',
    ask: identifier('gone'),
    title: 'absence_in_org',
    whoActs: NOBODY,
    says: ['traceNotFound', 'openCase'],
  },
  {
    name: 'deleted for ever since, by its sender',
    ask: from('gone'),
    title: 'absence_in_org',
    whoActs: NOBODY,
    says: ['traceNotFound', 'openCase'],
  },
  {
    name: 'spam, by its subject',
    ask: subject('spam1'),
    title: 'mail_skipped',
    whoActs: OWNER,
    says: ['skipped_spam', 'skip_advice_spam', 'label_SPAM', 'fileMail'],
  },
  {
    name: 'spam, by its sender',
    ask: from('spam2'),
    title: 'mail_skipped',
    whoActs: OWNER,
    says: ['skipped_spam'],
  },
  {
    name: 'in the trash',
    ask: subject('trash1'),
    title: 'mail_skipped',
    whoActs: OWNER,
    says: ['skipped_trash', 'label_TRASH'],
  },
  {
    name: 'past the inbox by a filter',
    ask: subject('newsletter'),
    title: 'mail_skipped',
    whoActs: OWNER,
    says: ['skipped_other_label', 'label_CATEGORY_UPDATES'],
  },
  {
    name: 'an automatic answer',
    ask: { subject: 'vacation office' },
    title: 'mail_skipped',
    whoActs: ADMIN,
    says: ['skipped_auto_reply', 'skip_advice_policy'],
  },
  {
    name: 'a bounce',
    ask: { address: 'mailer-daemon@googlemail.com' },
    title: 'mail_skipped',
    whoActs: ADMIN,
    says: ['skipped_bounce'],
  },
  {
    name: 'of a blocked sender',
    ask: { address: 'blocked@customer.example' },
    title: 'mail_skipped',
    whoActs: ADMIN,
    says: ['skipped_blocked'],
  },
  {
    name: 'older than the start, put there later',
    ask: subject('old-in-inbox'),
    title: 'mail_skipped',
    whoActs: ADMIN,
    says: ['skipped_before_start'],
  },
  {
    name: 'skipped by a person',
    ask: subject('heldrule3'),
    title: 'mail_skipped',
    whoActs: ADMIN,
    says: ['skipped_by_person'],
  },
  {
    name: 'before the start, by its subject',
    ask: subject('early1'),
    title: 'unseen_before_start',
    whoActs: ADMIN,
    says: ['unseen_before_start_text'],
  },
  {
    name: 'before the start, by its Message-ID',
    ask: identifier('early2'),
    title: 'unseen_before_start',
    whoActs: ADMIN,
  },
  {
    name: 'in shadow mode, by its subject',
    ask: subject('shadow1'),
    title: 'shadow_new_case',
    whoActs: ADMIN,
    says: ['shadow_advice'],
  },
  {
    name: 'in shadow mode, by its mailbox',
    ask: { ...from('shadow2'), mailbox: SHADOW },
    title: 'shadow_new_case',
    whoActs: ADMIN,
  },
  {
    name: 'held for a rule, by its subject',
    ask: subject('heldrule1'),
    title: 'mail_held',
    whoActs: SALESFORCE,
    says: ['retryMail', 'fileMail', 'skipMail'],
  },
  {
    name: 'held for a rule, by its Message-ID',
    ask: identifier('heldrule2'),
    title: 'mail_held',
    whoActs: SALESFORCE,
  },
  {
    name: 'behind a held mail',
    ask: identifier('behind'),
    title: 'mail_found',
    whoActs: SALESFORCE,
    says: ['wait_thread'],
  },
  {
    name: 'waiting for the organization, by its subject',
    ask: subject('stopped1'),
    title: 'mail_found',
    whoActs: SALESFORCE,
    says: ['wait_paused'],
  },
  {
    name: 'waiting for the organization, by its sender',
    ask: from('stopped2'),
    title: 'mail_found',
    whoActs: SALESFORCE,
    says: ['wait_paused'],
  },
  {
    name: 'in a mailbox whose mail was never on',
    ask: subject('idle1'),
    title: 'unseen_never_on',
    whoActs: ADMIN,
  },
  {
    name: 'in such a mailbox, by its address',
    ask: { ...from('idle2'), mailbox: 'idle@example.com' },
    title: 'unseen_never_on',
    whoActs: ADMIN,
  },
  {
    name: 'in a mailbox whose mail is off',
    ask: subject('off1'),
    title: 'unseen_turned_off',
    whoActs: ADMIN,
  },
  { name: 'overlooked', ask: identifier('hole'), title: 'unseen_overlooked', whoActs: NOBODY },
  {
    name: 'overlooked days ago',
    ask: identifier('deep-hole'),
    title: 'unseen_missed',
    whoActs: ADMIN,
  },
  {
    name: 'not read yet',
    ask: identifier('fresh1'),
    title: 'unseen_not_yet',
    whoActs: NOBODY,
    says: ['unseen_not_yet_text'],
  },
  {
    name: 'to a mailbox that must be connected again',
    ask: { subject: 'anything', mailbox: 'needs-reconnect@example.com' },
    title: 'look_needs_reconnect',
    whoActs: ADMIN,
    says: ['traceNotSearched'],
  },
  {
    name: 'to a mailbox that may only be checked',
    ask: { subject: 'anything', mailbox: 'check-only@example.com' },
    title: 'look_check_only_text',
    whoActs: ADMIN,
    says: ['traceNotSearched'],
  },
  {
    name: 'to a mailbox that is disconnected',
    ask: { subject: 'anything', mailbox: 'former@example.com' },
    title: 'look_disconnected_text',
    whoActs: ADMIN,
    says: ['traceNotSearched'],
  },
  {
    name: 'never arrived, by a subject',
    ask: { subject: 'nothing of this kind' },
    title: 'traceNotFound',
    whoActs: 'actor_workspace_admin',
    says: ['absence_workspace', 'openLogSearch', 'openQuarantine', 'absence_sender'],
  },
  {
    name: 'never arrived, by a sender',
    ask: { address: 'stranger@elsewhere.example' },
    title: 'traceNotFound',
    whoActs: SENDER,
    says: ['absence_sender_text'],
  },
  {
    name: 'never arrived, by a Message-ID',
    ask: { identifier: 'never@elsewhere.example' },
    title: 'traceNotFound',
    whoActs: OWNER,
    says: ['absence_filters'],
  },
  {
    name: 'to an address of nobody here',
    ask: { address: 'unknown@example.com' },
    title: 'traceNotFound',
    whoActs: ADMIN,
    says: ['absence_not_ours_text'],
  },
  {
    name: 'not in the mailbox that was named, but in another',
    ask: { ...identifier('filed1'), mailbox: SALES },
    title: 'absence_in_org',
    whoActs: NOBODY,
    says: ['openCase'],
  },
  {
    name: 'of a time when spam is gone',
    ask: { subject: 'long ago', day: '2026-01-05', zone: 'Asia/Tokyo' },
    title: 'absence_spam_expired',
    whoActs: SENDER,
  },
  {
    name: 'another day',
    ask: { ...subject('filed1'), day: '2026-01-05' },
    title: 'traceNotFound',
    whoActs: SENDER,
  },
  {
    name: 'a draft of another mail',
    ask: { subject: 'draft of nobody' },
    title: 'traceNotFound',
    whoActs: SENDER,
    says: ['absence_too_fresh'],
  },
  {
    name: 'of an address that only looks alike',
    ask: { address: 'iled1@customer.example' },
    title: 'traceNotFound',
    whoActs: SENDER,
  },
];
