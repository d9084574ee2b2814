import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import type { Org } from '../org.ts';
import type { Definition, QueuedMessage } from '../outbound/queue.ts';
import { layout } from './layout.ts';
import { minuteOf } from './names.ts';

/** What a connector's caller most often needs of a case. */
const USUAL_FIELDS = ['Id', 'Subject', 'Description', 'SuppliedEmail'];
/** The page stays readable after a long test. */
const MAX = 100;

/** What was entered, and why it was refused. */
export type RefusedDefinition = { readonly entered: Definition; readonly problem: Words };

/** `GET /outbound`: the Outbound Message that is set up, and the delivery status of its messages. */
export function outboundPage(
  org: Org,
  reader: Reader,
  refused?: RefusedDefinition,
): Promise<Answer> {
  const { say, read } = reader;
  const messages = org.outbound.list();
  const title = say('Outbound Messages', 'アウトバウンドメッセージ');
  const none = html`<p>${say('No message was sent yet.', 'まだ送信されていません。')}</p>`;
  const content = html`
<h1>${title}</h1>
${refused && html`<p class="problem" role="alert">${read(refused.problem)}</p>`}
${definitionForm(org, reader, refused?.entered)}
<h2>${say('Delivery status', '配信状況')}</h2>
${
  messages.length === 0
    ? none
    : html`<ul class="cases">${messages.slice(0, MAX).map((each) => messageItem(org, reader, each))}</ul>`
}`;
  return page(refused ? 400 : 200, layout(org, reader, { title, content }));
}

function definitionForm(org: Org, { say }: Reader, entered: Definition | undefined): Markup {
  const stored = org.settings.outbound() ?? { endpoint: '', fields: USUAL_FIELDS };
  const { endpoint, fields } = entered ?? stored;
  const id = html`<code class="copy">${org.organizationId}</code>`;
  return html`<form method="post" action="${org.basePath}/outbound" class="stack">
<label>${say('Endpoint URL', 'エンドポイント URL')}
<input name="endpoint" type="url" required value="${endpoint}" autocomplete="off" spellcheck="false"></label>
<label>${say('Case fields to send, with spaces between them', '送信するケース項目(スペース区切り)')}
<input name="fields" value="${fields.join(' ')}" autocomplete="off" spellcheck="false"></label>
<p class="small">${say(
    html`Organization ID: ${id}. A case’s page has the button that sends one.`,
    html`組織 ID: ${id}。送信するボタンは、ケースのページにあります。`,
  )}</p>
<button name="do" value="define">${say('Save', '保存')}</button>
</form>`;
}

function messageItem({ basePath }: Org, { say, read }: Reader, message: QueuedMessage): Markup {
  const { id, notifications, state, attempts, failure, createdAt } = message;
  const count = notifications.length;
  return html`<li>
<p><strong>${read(STATES[state])}</strong>${say(
    `, ${count === 1 ? '1 notification' : `${count} notifications`}, ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}`,
    `、通知 ${count} 件、試行 ${attempts} 回`,
  )}</p>
${failure !== '' && html`<p class="problem">${failure}</p>`}
<p class="small">${minuteOf(new Date(createdAt).toISOString())}${say(', ', '、')}${notifications
    .slice(0, 3)
    .map(({ caseId }) => html`<a href="${basePath}/cases/${caseId}">${caseId}</a> `)}</p>
${
  state !== 'delivered' &&
  html`<form method="post" action="${basePath}/outbound"><input type="hidden" name="message" value="${id}">
<button class="quiet" name="do" value="retry">${say('Retry', '再試行')}</button></form>`
}
</li>`;
}

const STATES: Readonly<Record<QueuedMessage['state'], Words>> = {
  waiting: { en: 'Waiting for delivery', ja: '配信待ち' },
  delivered: { en: 'Delivered', ja: '配信済み' },
  dropped: { en: 'Dropped after 24 hours', ja: '24 時間が経過したため破棄' },
};
