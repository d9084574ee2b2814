import { html } from 'hono/html';
import type { Diagnosis } from '../diagnosis/index.ts';
import type { DamagedConnection } from '../tokens/index.ts';
import { accessEndText } from './access-end.ts';
import { addressOf, connectionAddress } from './address.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { ownersPageLink } from './owners-page.ts';
import { withReturnTo } from './return-to.ts';
import { timeElement } from './time-element.ts';
import type { FirstCheck, Flash, Frame, Language } from './views.ts';

const DONE = { tone: 'tone-ok', icon: ICONS.check };

const LOOKS = {
  connected: DONE,
  disconnected: DONE,
  forgotten: { tone: 'tone-warn', icon: ICONS.warning },
  probed: DONE,
  probe_failed: { tone: 'tone-warn', icon: ICONS.warning },
  probe_passed_only: { tone: 'tone-warn', icon: ICONS.warning },
  imap_failing: { tone: 'tone-warn', icon: ICONS.warning },
  imap_enabled: DONE,
  refreshed: DONE,
  refresh_busy: { tone: 'tone-info', icon: ICONS.history },
  refresh_failed: { tone: 'tone-warn', icon: ICONS.warning },
  delegated: DONE,
  delegated_unrevoked: { tone: 'tone-warn', icon: ICONS.warning },
  fallback_named: DONE,
  fallback_removed: DONE,
  link_made: { tone: 'tone-info', icon: ICONS.link },
} as const satisfies Record<Flash['kind'], { tone: string; icon: Markup }>;

/** A mailbox that is connected is shown as good once Gmail has answered. */
function lookOf(flash: Flash): { readonly tone: string; readonly icon: Markup } {
  if (flash.kind !== 'connected') return LOOKS[flash.kind];
  if (flash.check.kind === 'pending') return LOOKS.refresh_busy;
  return flash.check.diagnosis ? LOOKS.probe_failed : DONE;
}

/** The banner about what was just done. Its role announces it to screen readers. It needs no button to dismiss it: the next page does not show it. */
export function flashBanner(frame: Frame, flash: Flash): Markup {
  const { tone, icon } = lookOf(flash);
  return html`<div class="notice ${tone}" role="status">
  ${icon}
  <div class="notice-text">${flashText(frame, flash)}</div>
</div>`;
}

/**
 * Names the mailboxes whose records cannot be read; otherwise they would seem never to have existed. Their pages
 * offer the reconnect.
 */
export function unreadableBanner(frame: Frame, damaged: readonly DamagedConnection[]): Markup {
  const links = damaged.map(
    ({ id, address }) =>
      html`<li><a class="text-link" href="${withReturnTo(frame, connectionAddress(frame, id))}">${address || id}</a></li>`,
  );
  return html`<div class="notice tone-bad" role="alert">
  ${ICONS.broken}
  <div class="notice-text"><p>${say(frame.language, 'recordsUnreadable', damaged.length)}</p><ul>${links}</ul></div>
</div>`;
}

function flashText(frame: Frame, flash: Flash): Markup {
  const { language } = frame;
  switch (flash.kind) {
    case 'connected':
      return html`<p>${say(language, 'noticeConnected', flash.address)} ${say(language, `may_${flash.profile}`)}${fullStop(language)} ${flash.end && accessEndText(language, flash.end)}</p>
    ${firstCheck(language, flash.check)}`;
    case 'disconnected':
      return html`<p>${say(language, 'noticeDisconnected', flash.address)}</p>`;
    case 'forgotten':
      return html`<p>${say(language, 'noticeForgotten', flash.address)} ${ownersPageLink(language)}</p>`;
    case 'delegated':
      return html`<p>${say(language, 'noticeDelegated', flash.address)}</p>`;
    case 'delegated_unrevoked':
      return html`<p>${say(language, 'noticeDelegatedUnrevoked', flash.address)} ${ownersPageLink(language)}</p>`;
    case 'fallback_named':
      return html`<p>${say(language, 'noticeFallbackNamed', flash.address)}</p>`;
    case 'fallback_removed':
      return html`<p>${say(language, 'noticeFallbackRemoved', flash.address)}</p>`;
    case 'probed':
      return html`<p>${say(language, 'noticeProbed', flash.address)}</p>`;
    case 'imap_failing':
      return failed(language, say(language, 'noticeImapFailing', flash.address), flash.diagnosis);
    case 'imap_enabled':
      return html`<p>${say(language, 'noticeImapEnabled', flash.address)}</p>`;
    case 'refreshed':
      return html`<p>${say(language, 'noticeRefreshed', flash.address)}</p>`;
    case 'refresh_busy':
      return html`<p>${say(language, 'noticeRefreshBusy', flash.address)}</p>`;
    case 'probe_failed':
      return failed(language, say(language, 'noticeProbeFailed', flash.address), flash.diagnosis);
    case 'probe_passed_only':
      return failed(
        language,
        say(language, 'noticeProbePassedOnly', flash.address),
        flash.diagnosis,
      );
    case 'refresh_failed':
      return failed(language, say(language, 'noticeRefreshFailed', flash.address), flash.diagnosis);
    case 'link_made':
      return linkMade(frame, flash);
  }
}

function firstCheck(language: Language, check: FirstCheck): Markup {
  if (check.kind === 'pending') return html`<p>${say(language, 'firstCheckPending')}</p>`;
  return check.diagnosis
    ? failed(language, say(language, 'firstCheckFailed'), check.diagnosis)
    : html`<p>${say(language, 'firstCheckPassed')}</p>`;
}

const failed = (language: Language, what: string, { title }: Diagnosis): Markup =>
  html`<p><strong>${what}</strong> ${title[language]}${fullStop(language)}</p>`;

/** Titles and phrases come without a full stop. */
const fullStop = (language: Language): string => (language === 'ja' ? '。' : '.');

function linkMade(
  frame: Frame,
  { url, expiresAt, mailbox, profile }: Extract<Flash, { kind: 'link_made' }>,
): Markup {
  const { language } = frame;
  return html`<p><strong>${say(language, 'noticeLinkMade', mailbox)}</strong> ${say(language, `may_${profile}`)}${fullStop(language)} ${say(language, 'noticeLinkHint')}</p>
    ${copyable(language, say(language, 'noticeLinkLabel'), url)}
    <p class="muted">${say(language, 'noticeLinkExpires')}: ${timeElement(frame, expiresAt)} · <a class="text-link" href="${addressOf(frame, '/setup-page/links')}">${say(language, 'allLinks')}</a></p>`;
}
