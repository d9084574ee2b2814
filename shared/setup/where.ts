import { type Incoming, page, type Reply } from '../http/index.ts';
import type { MailSearch } from '../mail/ports.ts';
import { readQuestion } from '../mail/tracing/index.ts';
import {
  MAIL_DECISIONS,
  WHERE_PATH,
  type WhereForm,
  type WhereProblem,
  type WhereResult,
  type WhereView,
  wherePage,
} from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { diagnosisOfLook, findMailbox, traceIn } from '../runtime/trace.ts';
import type { ListedConnection } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { zoneOf } from '../web/time-zone.ts';
import { type CaseUrl, caseUrls, mailUrlOf } from './mail-links.ts';

/** The form, with the address of the `mailbox` that the link names. */
export async function showWhere(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { query } = incoming;
  const id = query.get('mailbox');
  const found = id ? await runtime.store.readConnection(id).catch(() => null) : null;
  const zone = zoneOf(incoming);
  const form = { ...EMPTY, zone, mailbox: found?.value.mailbox.address ?? '' };
  const done = MAIL_DECISIONS.find((each) => each === query.get('notice')) ?? null;
  return reply(incoming, runtime, { form, problem: null, result: null, done });
}

const EMPTY: WhereForm = {
  address: '',
  subject: '',
  identifier: '',
  mailbox: '',
  day: '',
  lastDay: '',
  zone: '',
};

/**
 * Says where a mail is. What was asked for is in the body of the request only, so that no address of a person comes into
 * a log or a history.
 */
export async function findMail(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form: submitted } = await readAdminForm(incoming, runtime);
  const form = formIn(submitted);
  const asked = readQuestion({ ...form, from: '', to: '' }, runtime.clock.now());
  if ('code' in asked) return refused(incoming, runtime, { form, problem: problemOf(asked) });
  const only = await mailboxIn(form, runtime);
  if (only === 'unknown') {
    const problem = { field: 'mailbox', code: 'trace_mailbox_unknown' } as const;
    return refused(incoming, runtime, { form, problem });
  }
  const result = await resultOf(runtime, asked, only);
  return reply(incoming, runtime, { form, problem: null, result, done: null });
}

const LONGEST_SHOWN = 1000;

/** A text that is refused for its length is not shown in full again. */
function formIn(submitted: URLSearchParams): WhereForm {
  const field = (name: keyof WhereForm): string =>
    (submitted.get(name) ?? '').slice(0, LONGEST_SHOWN);
  return {
    address: field('address'),
    subject: field('subject'),
    identifier: field('identifier'),
    mailbox: field('mailbox'),
    day: field('day'),
    lastDay: field('lastDay'),
    zone: field('zone'),
  };
}

/** The page has one field for both senders and recipients. */
const problemOf = ({ field, code }: Extract<ReturnType<typeof readQuestion>, { code: string }>) =>
  ({ field: field === 'from' || field === 'to' ? 'address' : field, code }) as const;

async function mailboxIn(
  { mailbox }: WhereForm,
  { store }: Runtime,
): Promise<ListedConnection | 'unknown' | null> {
  const address = mailbox.trim().toLowerCase();
  return address === '' ? null : ((await findMailbox(store, address)) ?? 'unknown');
}

async function resultOf(
  runtime: Runtime,
  wanted: MailSearch,
  only: ListedConnection | null,
): Promise<WhereResult> {
  const [{ trace, connections }, caseUrlOf] = await Promise.all([
    traceIn(runtime, wanted, only),
    caseUrls(runtime),
  ]);
  const { mails, inOrgs, mailboxes, ...rest } = trace;
  return {
    ...rest,
    mails: mails.map((mail) => {
      const { verdict, address, messageId } = mail;
      const filed = verdict.kind === 'filed' ? verdict : null;
      const url = (caseId: string | null): string | null =>
        filed && caseId !== null ? caseUrlOf(filed.filed.orgId ?? null)(caseId) : null;
      const presentUrl = url(filed?.nowOn ?? null);
      const caseUrl = filed?.inOrg === 'merged' ? null : url(filed?.filed.caseId ?? null);
      return { mail, mailUrl: mailUrlOf(runtime, address, messageId), caseUrl, presentUrl };
    }),
    inOrgs: inOrgs.map((mail) => ({ mail, caseUrl: orgCaseUrl(mail, caseUrlOf) })),
    looks: mailboxes.map((look) => ({ look, diagnosis: diagnosisOfLook(look, connections) })),
  };
}

const orgCaseUrl = (
  { orgId, caseId }: { readonly orgId: string; readonly caseId: string | null },
  caseUrlOf: (orgId: string | null) => CaseUrl,
): string | null => (caseId === null ? null : caseUrlOf(orgId)(caseId));

const refused = (
  incoming: Incoming,
  runtime: Runtime,
  { form, problem }: { readonly form: WhereForm; readonly problem: WhereProblem },
): Promise<Reply> => reply(incoming, runtime, { form, problem, result: null, done: null });

async function reply(incoming: Incoming, runtime: Runtime, view: WhereView): Promise<Reply> {
  const frame = await frameOf(incoming, runtime);
  const { mailbox } = view.form;
  const status = view.problem === null ? 200 : 422;
  // The answer to a form has no address of its own.
  const own = incoming.method === 'GET' && mailbox !== '' ? frame.path : WHERE_PATH;
  return page(wherePage({ ...frame, path: own }, view), status);
}
