import { html } from 'hono/html';
import type { LedgerEntry } from '../mail/model/ledger.ts';
import { isUnwritten } from '../mail/model/unwritten-id.ts';
import { addressOf } from './address.ts';
import { correctionAddress } from './correction-page.ts';
import { remedy } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Envelope, MessageView } from './ledger-views.ts';
import { messagesAddress } from './mail-section.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { newTabLink } from './outside-anchor.ts';
import { returnAddress, returnToField } from './return-to.ts';
import { datedTimeElement, timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

type Look = { readonly tone: string; readonly icon: Markup; readonly key: FixedKey };

const WAITS = { tone: 'tone-info', icon: ICONS.history };
const DONE = { tone: 'tone-ok', icon: ICONS.check };

/** How a mail's state is shown: never by colour alone. */
function lookOf({ state, filed, failure, correction }: LedgerEntry): Look {
  if (state === 'held') return { tone: 'tone-warn', icon: ICONS.warning, key: 'mail_held' };
  if (state === 'skipped') return { tone: 'tone-off', icon: ICONS.off, key: 'mail_skipped' };
  if (filed && isUnwritten(filed.emailMessageId))
    return { tone: 'tone-off', icon: ICONS.off, key: `shadow_${filed.as}` };
  if (state === 'filed') return { ...DONE, key: `mail_${filed?.as ?? 'copy'}` };
  if (correction) return { ...WAITS, key: 'mail_corrected' };
  if (filed) return { ...WAITS, key: 'mail_files_left' };
  return { ...WAITS, key: failure ? 'mail_retried' : 'mail_found' };
}

type Around = {
  /** Whose mail it is, where mail of several mailboxes is listed. */
  readonly whose: Markup | null;
  readonly envelope: Envelope | null;
};

/** One mail: what became of it and why, where it is, and what a person may decide. */
export function messageItem(frame: Frame, view: MessageView, { whose, envelope }: Around): Markup {
  const { language } = frame;
  const { entry } = view;
  const look = lookOf(entry);
  return html`<li class="event ${look.tone}" id="mail-${entry.messageId}">
    ${look.icon}
    <div class="event-what">
      <p><span class="event-kind">${say(language, look.key)}</span> ${whose}</p>
      ${reasons(frame, entry)}
      ${cause(frame, view)}
      ${envelopeOf(frame, envelope)}
      ${links(frame, view, envelope !== null)}
      ${decisions(frame, entry)}
    </div>
    <p class="event-who muted">${say(language, `foundBy_${entry.foundBy}`)}</p>
    <p class="event-when muted">${datedTimeElement(frame, entry.receivedAt ?? entry.foundAt)}</p>
  </li>`;
}

/** Why it became no case, or one of its own. */
function reasons({ language }: Frame, { skipped, filed }: LedgerEntry): Markup {
  const notJoined = filed?.notJoined;
  return html`${skipped && html`<p class="muted">${say(language, `skipped_${skipped}`)}</p>`}
      ${notJoined && html`<p class="muted">${say(language, `notJoined_${notJoined}`)}</p>`}`;
}

function cause(frame: Frame, { entry, diagnosis }: MessageView): Markup | null {
  if (!diagnosis) return null;
  const { language } = frame;
  const { dueAt, state, failure } = entry;
  const since =
    failure &&
    html`<div><dt>${say(language, 'failingSince')}</dt><dd>${timeElement(frame, failure.since)}</dd></div>`;
  const next =
    state === 'found' &&
    dueAt &&
    html`<div><dt>${say(language, 'nextAttempt')}</dt><dd>${dueAt <= frame.now ? say(language, 'dueNow') : timeElement(frame, dueAt)}</dd></div>`;
  return html`<details class="small"><summary>${diagnosis.title[language]}</summary><div class="diagnosis">
        <p>${diagnosis.explanation[language]}</p>${remedy(frame, diagnosis, html`${since}${next}`)}</div></details>`;
}

function envelopeOf(frame: Frame, envelope: Envelope | null): Markup | null {
  if (!envelope) return null;
  const { language } = frame;
  if ('diagnosis' in envelope) {
    return html`<p role="status">${envelope.diagnosis.title[language]}</p>`;
  }
  return html`<div role="status"><dl class="facts">
        <div><dt>${say(language, 'envelopeSubject')}</dt><dd>${envelope.subject || say(language, 'noSubject')}</dd></div>
        <div><dt>${say(language, 'envelopeFrom')}</dt><dd>${envelope.from}</dd></div>
      </dl><p class="muted small">${say(language, 'envelopeMeans')}</p></div>`;
}

function links(frame: Frame, { entry, caseUrl, mailUrl }: MessageView, isOpen: boolean): Markup {
  const { language } = frame;
  const query = new URLSearchParams(returnAddress(frame).split('?')[1] ?? '');
  if (entry.state === 'held') query.set('show', 'held');
  query.set('open', entry.messageId);
  const open = `${messagesAddress(frame, entry.connectionId)}?${query}#mail-${entry.messageId}`;
  return html`<p class="mail-links">${caseUrl && newTabLink(language, caseUrl, say(language, 'openCase'))}
      ${newTabLink(language, mailUrl, say(language, 'openInGmail'))}
      ${isCorrectable(entry) && html`<a class="text-link" rel="nofollow" href="${correctionAddress(frame, entry.connectionId, entry.messageId)}">${say(language, 'wrongCaseOrCustomer')}</a>`}
      ${!isOpen && html`<a class="text-link" rel="nofollow" href="${open}">${say(language, 'showEnvelope')}</a>`}</p>`;
}

const isCorrectable = ({ state, filed }: LedgerEntry): boolean =>
  state === 'filed' && filed !== null && !isUnwritten(filed.emailMessageId);

const DECISIONS = {
  retry: { one: 'retryMail', all: 'retryAll' },
  file: { one: 'fileMail', all: 'fileAll' },
  skip: { one: 'skipMail', all: 'skipAll' },
} as const;

type Which = { readonly message: string } | { readonly cause: string };

/** The buttons of one form: what to do with one mail, or with all that are held for one cause. */
export function decisionForm(
  frame: Frame,
  /** Null: all mailboxes. */
  connectionId: string | null,
  {
    which,
    offered,
  }: { readonly which: Which; readonly offered: readonly (keyof typeof DECISIONS)[] },
): Markup {
  const { language } = frame;
  const [[name, value] = ['', '']] = Object.entries(which);
  const how = 'cause' in which ? 'all' : 'one';
  const action =
    connectionId === null
      ? addressOf(frame, '/setup-page/held')
      : messagesAddress(frame, connectionId);
  return html`<form class="actions" method="post" action="${action}">
        ${formToken(frame)}${returnToField(returnAddress(frame))}<input type="hidden" name="${name}" value="${value}">
        ${offered.map((each) => html`<button class="button${each === 'skip' && ' quiet danger'}" name="do" value="${each}">${say(language, DECISIONS[each][how])}</button>`)}
      </form>`;
}

function decisions(frame: Frame, { connectionId, messageId, state }: LedgerEntry): Markup | null {
  const which = { message: messageId };
  if (state === 'held') {
    return decisionForm(frame, connectionId, { which, offered: ['retry', 'file', 'skip'] });
  }
  return state === 'skipped'
    ? decisionForm(frame, connectionId, { which, offered: ['file'] })
    : null;
}
