import { html } from 'hono/html';
import type { Actor, Diagnosis } from '../diagnosis/index.ts';
import { listAddress } from './address.ts';
import { remedy } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { ownersLinks } from './owners-links.ts';
import type { Frame, GroupView, MailboxListView } from './views.ts';
import { whoActs } from './who-acts.ts';

/** So many of the largest groups show their remedy in place. The page of a smaller one shows it, one click away. */
const WITH_REMEDY = 3;

/** Grouping begins where a cause repeats itself: a mailbox alone says what it needs in its own place. */
export const isGrouped = ({ attention, asked }: MailboxListView): boolean =>
  asked.trouble !== null ||
  asked.actor !== null ||
  attention.groups.some(({ count }) => count > 1) ||
  attention.others > 0;

/**
 * What is wrong with the fleet, by cause: how many mailboxes, who acts, and the remedy, once. The largest group comes
 * first. In a list that is narrowed to one group it says which, and how it is mended.
 */
export function attentionSection(frame: Frame, view: MailboxListView): Markup {
  const { asked, attention } = view;
  const { language } = frame;
  if (asked.trouble !== null) return html`<div id="attention">${chosenGroup(frame, view)}</div>`;
  const shown = attention.groups.filter(
    ({ diagnosis }) => asked.actor === null || diagnosis.actor === asked.actor,
  );
  const isShown = isGrouped(view) && asked.search === '' && asked.show !== 'well';
  if (!isShown) return html`<div id="attention" hidden></div>`;
  const total = attention.groups.reduce((sum, { count }) => sum + count, attention.others);
  return html`<section id="attention" class="card attention" aria-labelledby="attention-title">
  <div class="attention-head">
    <h2 id="attention-title">${say(language, 'attentionTitle')} <span class="count">${grouped(total)}</span></h2>
    ${actorTabs(frame, view)}
  </div>
  <ul class="groups">${shown.map((group, place) => groupLine(frame, group, place < WITH_REMEDY))}</ul>
  ${attention.others > 0 && html`<p class="muted small">${say(language, 'otherTroubles', attention.others)}</p>`}
</section>`;
}

/** The people who act, each with the number of mailboxes that wait for them. */
function actorTabs(frame: Frame, { asked, attention }: MailboxListView): Markup | null {
  const { language } = frame;
  const counts = new Map<Actor, number>();
  for (const { diagnosis, count } of attention.groups) {
    counts.set(diagnosis.actor, (counts.get(diagnosis.actor) ?? 0) + count);
  }
  if (counts.size < 2) return null;
  const tab = (actor: Actor | null, name: string, count: number | null): Markup =>
    html`<li><a class="tab" href="${listAddress(frame, { actor })}"${actor === asked.actor && html` aria-current="page"`}>${name}${count !== null && html` <span class="count">${grouped(count)}</span>`}</a></li>`;
  return html`<nav aria-label="${say(language, 'attentionByActor')}"><ul class="tabs">
    ${tab(null, say(language, 'anyActor'), null)}
    ${[...counts].map(([actor, count]) => tab(actor, say(language, `actor_${actor}`), count))}
  </ul></nav>`;
}

function groupLine(frame: Frame, group: GroupView, hasRemedy: boolean): Markup {
  const { language } = frame;
  const { trouble, count, diagnosis } = group;
  const address = listAddress(frame, { trouble });
  if (!hasRemedy) {
    return html`<li class="group"><a class="group-line" href="${address}">${lineOf(frame, group)}</a></li>`;
  }
  return html`<li class="group"><details id="group-${trouble}"><summary class="group-line">${lineOf(frame, group)}</summary>
    <div class="group-body diagnosis"><p>${diagnosis.explanation[language]}</p>${remedy(frame, diagnosis)}
    <div class="actions"><a class="button" href="${address}">${say(language, 'showThese', count)}</a>${ownersLinks(frame, group)}</div></div></details></li>`;
}

const lineOf = ({ language }: Frame, { count, diagnosis, domain }: GroupView): Markup =>
  html`<span class="group-count">${grouped(count)}<span class="visually-hidden"> ${say(language, 'mailboxCount', count)}</span></span>
    <span class="group-cause">${titleOf(language, diagnosis)}${domain && html` <span class="muted">${say(language, 'inDomain', domain)}</span>`}</span>
    <span class="group-actor muted">${whoActs(language, diagnosis)}</span>`;

const titleOf = (language: Frame['language'], { title }: Diagnosis): string => title[language];

function chosenGroup(frame: Frame, { chosen }: MailboxListView): Markup {
  const { language } = frame;
  const back = html`<a class="text-link" href="${listAddress(frame, {})}">${ICONS.back}${say(language, 'allTroubles')}</a>`;
  if (!chosen) return html`<p>${back}</p>`;
  const { diagnosis, domain, count } = chosen;
  return html`<section class="card diagnosis chosen" aria-labelledby="attention-title">
  <p class="small">${back}</p>
  <h2 class="diagnosis-title" id="attention-title">${titleOf(language, diagnosis)}</h2>
  <p class="muted">${say(language, 'mailboxCount', count)}${domain && html` · ${say(language, 'inDomain', domain)}`}</p>
  <p>${diagnosis.explanation[language]}</p>
  ${remedy(frame, diagnosis)}
  ${ownersLinks(frame, chosen)}
</section>`;
}
