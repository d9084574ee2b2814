import { html } from 'hono/html';
import type { Reader } from '../../reader.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import type { Org } from '../org.ts';
import type { Row } from '../state/records.ts';
import { layout } from './layout.ts';
import { minuteOf, nameOf, noSubject } from './names.ts';

/** The page stays readable with ten thousand cases. */
const MAX = 200;

/** `GET /cases`: the cases, the newest first. */
export function casesPage(org: Org, reader: Reader): Promise<Answer> {
  const { say } = reader;
  const live = org.records.list('Case').filter((row) => row['IsDeleted'] === false);
  const title = say('Cases', 'ケース');
  const content = html`
<h1>${title}</h1>
${live.length === 0 ? noneYet(reader) : caseList(org, reader, live)}`;
  return page(200, layout(org, reader, { title, content }));
}

const noneYet = ({ say }: Reader): Markup =>
  html`<p>${say(
    'There is none yet. A mail to a connected mailbox makes the first one; reload this page to see it.',
    'まだありません。接続したメールボックスにメールが届くと作成されます。このページを再読み込みすると表示されます。',
  )}</p>`;

function caseList(org: Org, reader: Reader, live: readonly Row[]): Markup {
  const shown = live.toReversed().slice(0, MAX);
  const count = reader.say(
    live.length === 1 ? '1 case' : `${live.length} cases`,
    `${live.length} 件`,
  );
  const most = reader.say(`, the newest ${MAX} of them`, `(新しい順に ${MAX} 件を表示)`);
  return html`<p class="small">${count}${live.length > MAX && most}</p>
<ul class="cases">${shown.map((row) => caseItem(org, reader, row))}</ul>`;
}

function caseItem(org: Org, reader: Reader, row: Row): Markup {
  const count = org.records.having('EmailMessage', 'ParentId', [row.Id]).length;
  const openedAt = minuteOf(row['CreatedDate']);
  return html`<li>
<a class="subject" href="${org.basePath}/cases/${row.Id}">${row['Subject'] ?? noSubject(reader)}</a>
${caseFacts(org, reader, row)}
<p class="small">${reader.say(
    `${count === 1 ? '1 mail' : `${count} mails`}, opened ${openedAt}`,
    `メール ${count} 通、作成日時 ${openedAt}`,
  )}</p>
</li>`;
}

/** Number, status, origin, owner and contact of a case. */
export function caseFacts(org: Org, { say }: Reader, row: Row): Markup {
  const facts: readonly (readonly [string, unknown])[] = [
    [say('Case number', 'ケース番号'), row['CaseNumber']],
    [say('Status', '状況'), row['Status']],
    [say('Priority', '優先度'), row['Priority']],
    [say('Origin', '発生源'), row['Origin']],
    [say('Owner', '所有者'), nameOf(org, row['OwnerId'])],
    [say('Record type', 'レコードタイプ'), nameOf(org, row['RecordTypeId'])],
    [say('Contact', '取引先責任者'), nameOf(org, row['ContactId'])],
    [say('Web email', 'Web メール'), row['SuppliedEmail']],
  ];
  return html`<dl class="facts">${facts
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
