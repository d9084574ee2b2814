import { html } from 'hono/html';
import { diagnoseImap } from '../diagnosis/index.ts';
import {
  type CheckFailure,
  type ImapCheck,
  includesImap,
  type ListedConnection,
} from '../tokens/index.ts';
import { connectionAddress } from './address.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { returnAddress, returnToField } from './return-to.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

/** What the last check of IMAP found, for a mailbox that may use it: the setting, the login, and the remedy. */
export function imapCard(frame: Frame, connection: ListedConnection): Markup | null {
  const { status, profile, imap } = connection;
  if (!includesImap(profile) || (status !== 'active' && !imap)) return null;
  const { language } = frame;
  const diagnosis = diagnoseImap(connection);
  return html`<section class="card">
  <div><h2>${say(language, 'imap')}</h2><p class="muted">${say(language, 'imapWhen')}</p></div>
  ${imap ? findings(frame, imap) : html`<p>${say(language, 'neverChecked')}</p>`}
  ${canBeEnabled(connection) && enableForm(frame, connection)}
  ${diagnosis && diagnosisPanel(frame, diagnosis, { heading: 3 })}
</section>`;
}

function findings(frame: Frame, imap: ImapCheck): Markup {
  const { language } = frame;
  return html`<dl class="facts">
    <div><dt>${say(language, 'imapSetting')}</dt><dd>${setting(language, imap)}</dd></div>
    <div><dt>${say(language, 'imapLogin')}</dt><dd>${login(language, imap)}</dd></div>
    <div><dt>${say(language, 'lastCheck')}</dt><dd>${timeElement(frame, imap.at)}</dd></div>
  </dl>`;
}

function setting(language: Language, { enabled, settingsFailure }: ImapCheck): Markup {
  if (enabled === null) return failed(language, settingsFailure);
  return html`${say(language, enabled ? 'imapOn' : 'imapOff')}`;
}

function login(language: Language, { folders, loginFailure }: ImapCheck): Markup {
  if (loginFailure) return failed(language, loginFailure);
  return folders === null
    ? html`<span class="muted">${say(language, 'imapLeftOut')}</span>`
    : html`${say(language, 'imapLoggedIn', folders)}`;
}

/** A failure with the words of the server's answer, which an administrator can search for or send to Google. */
function failed(language: Language, failure: CheckFailure | null): Markup {
  const said = failure && saidBy(language, failure);
  return html`${say(language, 'imapFailed')}${said && html` <span class="muted">· ${said}</span>`}`;
}

function saidBy(language: Language, { upstream }: CheckFailure): string | null {
  if (!upstream) return null;
  if (upstream.network) return say(language, 'networkSaid', upstream.network);
  const words = [upstream.error, upstream.description].filter((each) => each !== null);
  return words.length > 0 ? say(language, 'imapSaid', words.join(': ')) : null;
}

/** Only a service account can be allowed to change the settings of somebody's mailbox: see decision 18. */
const canBeEnabled = ({ status, imap, grant }: ListedConnection): boolean =>
  status === 'active' && imap?.enabled === false && grant.kind === 'delegation';

const enableForm = (frame: Frame, { id }: ListedConnection): Markup =>
  html`<form method="post" action="${connectionAddress(frame, id, 'imap')}">
    ${formToken(frame)}${returnToField(returnAddress(frame))}
    <button class="button primary">${say(frame.language, 'enableImap')}</button>
  </form>`;
