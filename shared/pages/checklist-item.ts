import { html } from 'hono/html';
import type { ChecklistItem, ItemName, ItemPart, ItemState } from '../checklist/index.ts';
import { PROFILES } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { CALLERS_PATH, callerAddress } from './caller-facts.ts';
import type { ChecklistView } from './checklist-views.ts';
import { copyableScopes, knownValue } from './connector-values.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { orgAddress } from './org-facts.ts';
import { shortMessageSection } from './ready-message-section.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** How each state looks. */
export const ITEM_LOOKS = {
  done: { tone: 'tone-ok', icon: ICONS.check },
  limited: { tone: 'tone-warn', icon: ICONS.warning },
  failing: { tone: 'tone-bad', icon: ICONS.broken },
  unknown: { tone: 'tone-warn', icon: ICONS.question },
  unused: { tone: 'tone-off', icon: ICONS.off },
} as const satisfies Record<ItemState, { tone: string; icon: Markup }>;

/** What to say where something fails and no answer of anybody says why. */
const NOTES: Partial<Record<ItemName, FixedKey>> = {
  scheduler: 'item_scheduler_failing',
  push: 'item_push_failing',
};

/** One item: what it is, its state and when that was seen, and what to do where it is not in place. */
export function checklistItem(
  frame: Frame,
  item: ChecklistItem,
  keysAre: ChecklistView['keysAre'],
): Markup {
  const { language } = frame;
  const { name, state } = item;
  const { tone, icon } = ITEM_LOOKS[state];
  const means: FixedKey = name === 'keys' ? `item_keys_${keysAre}` : `item_${name}_means`;
  const note = state === 'failing' && item.diagnosis === null ? NOTES[name] : undefined;
  return html`<li class="checklist-item ${tone}" id="${name}">${icon}
  <div class="checklist-head"><h2>${say(language, `item_${name}`)}</h2>
  <p class="checklist-state">${say(language, `item_${state}`)}${item.at && html` <span class="muted">· ${timeElement(frame, item.at)}</span>`}</p></div>
  <div class="checklist-body">
  <p class="muted">${say(language, means)}</p>
  ${state === 'unknown' && html`<p>${say(language, `item_${name}_unknown`)}</p>`}
  ${item.by !== null && html`<p class="muted">${say(language, 'confirmedBy')}: ${item.by}</p>`}
  ${note && html`<p>${say(language, note)}</p>`}
  ${why(frame, item)}
  ${item.parts.length > 0 && parts(frame, item)}
  ${further(frame, item)}
  </div></li>`;
}

/** Why it fails, and the message to who acts. */
const why = (frame: Frame, { diagnosis }: ChecklistItem): Markup | null =>
  diagnosis &&
  html`${diagnosisPanel(frame, diagnosis, { heading: 3 })}${shortMessageSection(frame, diagnosis)}`;

/** So many are shown; the others are on the page of their list. */
const MOST_PARTS = 10;

/** The first that fails with its remedy, the others with their cause: each has a page of its own. */
function parts(frame: Frame, { name, parts: all }: ChecklistItem): Markup {
  const { language } = frame;
  const first = all.find(({ diagnosis }) => diagnosis);
  return html`<ul class="checklist-parts">${all.slice(0, MOST_PARTS).map((part) => {
    const { state, at, diagnosis } = part;
    const { tone, icon } = ITEM_LOOKS[state];
    return html`<li class="${tone}"><p class="result">${icon}<span>${partName(frame, name, part)} <span class="muted">· ${say(language, `item_${state}`)}${at && html` · ${timeElement(frame, at)}`}${diagnosis && part !== first && html` · ${diagnosis.title[language]}`}</span></span></p>
    ${diagnosis && part === first && diagnosisPanel(frame, diagnosis, { heading: 3 })}</li>`;
  })}</ul>${all.length > MOST_PARTS && html`<p class="muted">${say(language, 'moreParts', all.length - MOST_PARTS)}</p>`}`;
}

function partName(frame: Frame, of: ItemName, { id, name }: ItemPart): Markup {
  if (of === 'scheduler') return html`${say(frame.language, 'job_label', name)}`;
  const address = of === 'salesforce' ? orgAddress(frame, id) : callerAddress(frame, id);
  return html`<a class="text-link" href="${address}">${name.replace(/^https?:\/\//, '')}</a>`;
}

/** The values that somebody enters elsewhere, and the page of ours where the item is set up. */
function further(frame: Frame, { name, state, at }: ChecklistItem): Markup | null {
  const { language } = frame;
  const link = (path: string, key: FixedKey): Markup =>
    html`<p><a class="text-link" href="${addressOf(frame, path)}">${say(language, key)}</a></p>`;
  switch (name) {
    // Where it fails, the steps of the remedy have them.
    case 'google_client':
      return state === 'failing' ? null : knownValue(frame, 'client_id');
    case 'redirect_uri':
      return state === 'failing' ? null : knownValue(frame, 'redirect_uri');
    case 'scopes':
      return html`<details><summary>${say(language, 'valuesToCopy')}</summary><div class="console-values">${PROFILES.map((profile) => copyableScopes(language, profile))}</div></details>`;
    case 'gmail_api':
      return state === 'unknown' ? link('/setup-page/connect', 'connectMailbox') : null;
    case 'keys':
      return backupForm(frame, at !== null);
    case 'salesforce':
      return link('/setup-page/salesforce', 'salesforce');
    case 'webhook':
      return html`<details><summary>${say(language, 'valuesToCopy')}</summary><div class="console-values">${knownValue(frame, 'webhook_url')}</div></details>
      ${link(CALLERS_PATH, 'callers')}`;
    default:
      return null;
  }
}

const backupForm = (frame: Frame, isConfirmed: boolean): Markup =>
  html`<form class="actions" method="post" action="${addressOf(frame, '/setup-page/checklist/keys')}">${formToken(frame)}<button class="button">${say(frame.language, isConfirmed ? 'confirmBackupAgain' : 'confirmBackup')}</button></form>`;
