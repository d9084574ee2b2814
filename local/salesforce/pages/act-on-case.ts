import type { Words } from '../../reader.ts';
import { closeCase, deleteCase, mergeCase } from '../data/cases.ts';
import { type Answer, redirect } from '../http/answer.ts';
import { type Exchange, formOf } from '../http/exchange.ts';
import type { Org } from '../org.ts';
import { answerCase } from './answer-case.ts';
import { casePage } from './case-page.ts';

/** `POST /cases/{id}`: closes, deletes or merges a case, answers the customer, or sends an Outbound Message. */
export async function actOnCase(org: Org, exchange: Exchange): Promise<Answer> {
  const id = exchange.path.split('/')[2] ?? '';
  const form = formOf(exchange);
  const isAnswer = form.get('do') === 'reply';
  const problem = isAnswer ? await answerCase(org, id, form) : act(org, id, form);
  if (problem === null) return redirect(`${org.basePath}/cases/${id}`);
  const draft = { text: form.get('text') ?? '', eventId: form.get('event_id') ?? '' };
  return casePage(org, exchange, { problem, ...(isAnswer && { draft }) });
}

/** Why it was not done; null: it was. */
function act(org: Org, id: string, form: URLSearchParams): Words | null {
  const action = form.get('do');
  if (action === 'close') return closeCase(org, id) ? null : GONE;
  if (action === 'delete') return deleteCase(org, id) ? null : GONE;
  if (action === 'outbound') return sendOutbound(org, id);
  if (action !== 'merge') return NO_BUTTON;
  const into = form.get('into')?.trim() ?? '';
  const survivor =
    org.records.find('Case', into) ?? org.records.having('Case', 'CaseNumber', [into])[0];
  const isDone = survivor && mergeCase(org, id, survivor.Id);
  return isDone ? null : NO_OTHER_CASE;
}

/** The case may be deleted: its notification then has no data. */
function sendOutbound({ records, deliveries }: Org, id: string): Words | null {
  const found = records.find('Case', id);
  if (!found) return GONE;
  return deliveries.send([found.Id]) ? null : NO_OUTBOUND;
}

const GONE: Words = { en: 'This case is gone', ja: 'このケースはもうありません' };
const NO_BUTTON: Words = { en: 'There is no such button', ja: 'そのボタンはありません' };
const NO_OTHER_CASE: Words = {
  en: 'Enter the number of another case, with its zeros',
  ja: '別のケースの番号を、先頭の 0 も含めて入力してください',
};
const NO_OUTBOUND: Words = {
  en: 'Set up the Outbound Message first',
  ja: '先にアウトバウンドメッセージを設定してください',
};
