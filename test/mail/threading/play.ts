import { fileAnyway, skipMail, tryAgain } from '../../../shared/mail/filing/release.ts';
import type { LedgerEntry } from '../../../shared/mail/model/ledger.ts';
import { sessionOf } from '../../salesforce/api/session-of.ts';
import { mailOn, startOrg } from '../../salesforce/emulator/emulated-org.ts';
import { createFiling, INTAKE, MINUTE } from '../filing/harness.ts';
import {
  type Conversation,
  type Mail,
  type Played,
  SALES,
  type Step,
  SUPPORT,
} from './conversation.ts';

/** The id of the emulated org, as references name it. */
const ORGANIZATION_ID = '00DHs0000000001';
const FOREIGN_ORGANIZATION_ID = '00DXx0000000009';

const MAILBOXES = {
  support: { ...INTAKE, connectionId: 'c1', address: SUPPORT },
  sales: { ...INTAKE, connectionId: 'c2', address: SALES },
} as const;

/** Plays a conversation: each mail is filed as it arrives. Answers where each mail is in the end. */
export async function play(
  { steps }: Conversation,
  apex: 'with_apex' | 'without_apex',
): Promise<readonly string[]> {
  const played = await begin(apex);
  for (const step of steps) await take(played, step);
  return played.mails.map(({ mail }, index) => told(index, mail, outcomeOf(played, index)));
}

/** What must come of it. */
export const expected = ({ steps }: Conversation): readonly string[] =>
  steps
    .filter((step): step is Mail => typeof step !== 'function')
    .map((mail, index) => told(index, mail, mail.on));

const told = (index: number, { from }: Mail, outcome: string): string =>
  `${index + 1}. ${from}: ${outcome}`;

async function begin(apex: 'with_apex' | 'without_apex'): Promise<Played> {
  const { org, baseUrl } = await startOrg();
  org.deploy(apex === 'with_apex' ? 'everything' : 'fields');
  const { store } = sessionOf({ baseUrl, ...org.login }, ORGANIZATION_ID);
  const filing = await createFiling(store);
  await filing.store.writeIntake(MAILBOXES.sales, null);
  const cases: string[] = [];
  const act: Played['act'] = async (name, form) => {
    const body = new URLSearchParams(form);
    await fetch(`${baseUrl}/cases/${caseNamed(cases, name)}`, { method: 'POST', body });
  };
  return { org, filing, mails: [], cases, act };
}

async function take(played: Played, step: Step): Promise<void> {
  if (typeof step === 'function') await step(played);
  else await receive(played, step);
  played.filing.wait(MINUTE);
  for (const intake of Object.values(MAILBOXES)) await played.filing.file({ intake });
  for (const index of played.mails.keys()) {
    const caseId = entryOf(played, index).filed?.caseId;
    if (caseId !== undefined && !played.cases.includes(caseId)) played.cases.push(caseId);
  }
}

const gmailId = (index: number): string => `m${index + 1}`;

async function receive(played: Played, mail: Mail): Promise<void> {
  const index = played.mails.length;
  const original = mail.copyOf === undefined ? null : played.mails[mail.copyOf - 1];
  const lines = original?.lines ?? linesOf(mail, index).map((line) => filled(played, line));
  played.mails.push({ mail, lines });
  await played.filing.receive({
    id: gmailId(index),
    connectionId: connectionOf(mail),
    threadId: gmailId((mail.thread ?? index + 1) - 1),
    lines,
  });
  if (mail.isDeleted) played.filing.mails.delete(gmailId(index));
}

const connectionOf = ({ mailbox = 'support' }: Mail): string => MAILBOXES[mailbox].connectionId;

function linesOf(mail: Mail, index: number): readonly string[] {
  const { messageId = `<${index + 1}@mail.example>`, mailbox = 'support' } = mail;
  const { headers = [], subject = 'Broken lamp', text = 'It does not light.' } = mail;
  const hasBody = headers.includes('');
  return [
    ...judgement(mail),
    ...(messageId === null ? [] : [`Message-ID: ${messageId}`]),
    `Date: Sat, 28 Nov 2026 09:0${mail.sentWith ?? index + 1}:00 +0000`,
    `From: ${mail.from}`,
    `To: ${mail.to ?? MAILBOXES[mailbox].address}`,
    `Subject: ${subject}`,
    ...headers,
    ...(hasBody ? [] : ['', text]),
  ];
}

/** In the words of Gmail, which names no DMARC for a domain that has none. */
function judgement({ from, gmail = 'pass' }: Mail): readonly string[] {
  if (gmail === null) return [];
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');
  const methods: Readonly<Record<string, string>> = {
    pass: `dkim=pass header.i=@${domain}; dmarc=pass (p=NONE) header.from=${domain}`,
    fail: `spf=pass smtp.mailfrom=x@evil.example; dmarc=fail (p=NONE) header.from=${domain}`,
    none: 'spf=pass smtp.mailfrom=x@host.example',
  };
  return [`Authentication-Results: mx.google.com; ${methods[gmail] ?? gmail}`];
}

/** What names a case outside of header fields. */
const filled = (played: Played, line: string): string =>
  line.replace(/\{(token|ref|old ref|foreign ref|sent id) ([A-Z])\}/g, (_, kind, name) => {
    const caseId = caseNamed(played.cases, name);
    if (kind === 'token') return played.org.threadTokenOf(caseId);
    if (kind === 'sent id') return played.org.messageIdOf(caseId);
    const organization = kind === 'foreign ref' ? FOREIGN_ORGANIZATION_ID : ORGANIZATION_ID;
    return refOf(organization, caseId, kind === 'old ref' ? '_' : '!');
  });

/** Email-to-Case leaves out the zeros within both ids. */
function refOf(organizationId: string, caseId: string, mark: '!' | '_'): string {
  const kept = mark === '!' ? 6 : 5;
  const short = (id: string): string => id.slice(0, kept) + id.slice(kept, 15).replace(/^0+/, '');
  return `ref:${mark}${short(organizationId)}.${mark}${short(caseId)}:ref`;
}

function caseNamed(cases: readonly string[], name: string): string {
  const caseId = cases[name.charCodeAt(0) - 'A'.charCodeAt(0)];
  if (caseId === undefined) throw new Error(`there is no case ${name} yet`);
  return caseId;
}

function entryOf({ filing, mails }: Played, index: number): LedgerEntry {
  const mail = mails[index]?.mail;
  if (!mail) throw new Error(`there is no mail ${index + 1}`);
  return filing.entry(gmailId(index), connectionOf(mail));
}

function outcomeOf(played: Played, index: number): string {
  const { state, filed, skipped, failure } = entryOf(played, index);
  if (filed === null) return `${state} (${skipped ?? failure?.code ?? 'not tried'})`;
  const name = String.fromCharCode('A'.charCodeAt(0) + played.cases.indexOf(filed.caseId));
  return filed.notJoined === null ? name : `${name} (${filed.notJoined})`;
}

export const close = (name: string) => (played: Played) => played.act(name, { do: 'close' });
export const remove = (name: string) => (played: Played) => played.act(name, { do: 'delete' });
export const merge = (name: string, into: string) => (played: Played) =>
  played.act(name, { do: 'merge', into: caseNamed(played.cases, into) });

/** Salesforce or an agent sends a mail of the case, which the org keeps. */
export const send =
  (name: string, fields: { readonly id: string; readonly to?: string; readonly cc?: string }) =>
  ({ org, cases }: Played): void => {
    org.seed(
      'EmailMessage',
      mailOn(caseNamed(cases, name), {
        Incoming: false,
        MessageIdentifier: fields.id,
        FromAddress: SUPPORT,
        ToAddress: fields.to ?? 'ann@customer.example',
        CcAddress: fields.cc ?? null,
      }) as Parameters<typeof org.seed>[1],
    );
  };

export const wait =
  (minutes: number) =>
  ({ filing }: Played): void =>
    filing.wait(minutes * MINUTE);

/** From now on the org refuses new cases, so that the mail that would open one is held. */
export const refuse = ({ org }: Played): void => org.switchOn('validation_rule');

const decided =
  (decide: typeof tryAgain) =>
  (number: number) =>
  async (played: Played): Promise<void> => {
    played.org.switchOff('validation_rule');
    const which = { messageId: gmailId(number - 1) };
    await decide(played.filing.ports, { connectionId: 'c1', which, by: 'admin@ours.example' });
  };

/** A person decides on a held or skipped mail. */
export const again = decided(tryAgain);
export const anyway = decided(fileAnyway);
export const skip = decided(skipMail);
