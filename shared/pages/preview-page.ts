import { html } from 'hono/html';
import type { MailPreview } from '../mail/filing/index.ts';
import { addressOf, connectionAddress } from './address.ts';
import { backLink, backLinkTo } from './back-link.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

export const PREVIEW_PATH = '/setup-page/preview';

/** What the page that says what would become of a mail shows. */
export type PreviewView = {
  /** The mailbox whose policies hold; null: none was chosen. */
  readonly mailbox: { readonly id: string; readonly address: string } | null;
  /** Null: no mail was read. */
  readonly preview: MailPreview | null;
  readonly problem: 'no_file' | 'no_mail' | 'too_large' | null;
};

/** “What would become of a mail?”: the form for a file, and what was read of it. */
export function previewPage(frame: Frame, view: PreviewView): string {
  const { language } = frame;
  const { mailbox, preview } = view;
  const back = mailbox
    ? backLinkTo(frame, `/setup-page/connections/${mailbox.id}`, mailbox.address)
    : backLink(frame);
  const main = html`${back}
<h1>${say(language, 'previewTitle')}</h1>
<p class="lead">${say(language, 'previewIntro')}</p>
${problem(language, view)}
${preview && result(frame, preview)}
${form(frame, view)}`;
  return page(frame, { title: say(language, 'previewTitle'), main, width: 'narrow' });
}

function form(frame: Frame, { mailbox, problem: whole }: PreviewView): Markup {
  const { language } = frame;
  const address = mailbox
    ? `${connectionAddress(frame, mailbox.id)}/preview`
    : addressOf(frame, PREVIEW_PATH);
  const about = mailbox
    ? say(language, 'previewFor', mailbox.address)
    : say(language, 'previewForAny');
  return html`<form class="card form" method="post" enctype="multipart/form-data" action="${address}">
  ${formToken(frame)}
  <p>${about}</p>
  <div class="field">
    <label for="mail_file">${say(language, 'previewFile')}</label>
    <input id="mail_file" name="mail_file" type="file" required accept=".eml,message/rfc822" aria-describedby="mail-file-hint"${whole && html` aria-invalid="true"`}>
    <p class="muted small" id="mail-file-hint">${say(language, 'previewFileHint')}</p>
  </div>
  <div class="actions"><button class="button primary">${say(language, 'previewButton')}</button></div>
</form>`;
}

const problem = (language: Language, { problem: whole }: PreviewView): Markup | null =>
  whole &&
  html`<section class="notice tone-bad" role="alert">${ICONS.broken}<div class="notice-text"><p>${say(language, `previewProblem_${whole}`)}</p></div></section>`;

function result(frame: Frame, preview: MailPreview): Markup {
  const { language } = frame;
  const { text, reply } = preview;
  return html`<section class="card" id="preview">
  ${decision(language, preview)}
  ${facts(frame, preview)}
  <h3>${say(language, 'previewReply')}</h3>
  ${reply === '' ? html`<p class="muted">${say(language, 'previewNoText')}</p>` : written(reply, say(language, 'previewReply'))}
  ${text.trim() !== reply && html`<details><summary>${say(language, 'previewWhole')}</summary>${written(text, say(language, 'previewWhole'))}</details>`}
  ${files(language, preview)}
</section>`;
}

/** As it was written, line by line, in its own direction. */
const written = (text: string, name: string): Markup =>
  html`<div class="written" dir="auto" tabindex="0" role="group" aria-label="${name}">${text}</div>`;

function decision(language: Language, { decision: { action, reason } }: MailPreview): Markup {
  const isSkip = action === 'skip';
  const title = isSkip ? 'decision_skip' : (`decision_${reason}` as 'decision_new_case');
  const why = isSkip
    ? (`skipped_${reason}` as 'skipped_bounce')
    : (`why_${reason}` as 'why_new_case');
  return html`<div class="checks-head"><h2>${say(language, title)}</h2><div class="${isSkip ? 'tone-off' : 'tone-ok'}"><p class="status">${isSkip ? ICONS.off : ICONS.check}${say(language, `action_${action}`)}</p></div></div>
  <p>${say(language, why)}</p>`;
}

function facts(frame: Frame, { sender, from, subject, date, kind, bounce }: MailPreview): Markup {
  const { language } = frame;
  const fact = (name: string, value: Markup | string): Markup =>
    html`<div><dt>${name}</dt><dd dir="auto">${value}</dd></div>`;
  const isOther = from?.address !== sender?.address;
  return html`<dl class="facts">
    ${fact(say(language, 'previewCustomer'), personIn(language, sender))}
    ${isOther && fact(say(language, 'previewFrom'), personIn(language, from))}
    ${fact(say(language, 'previewSubject'), subject || say(language, 'previewNoSubject'))}
    ${date && fact(say(language, 'previewDate'), timeElement(frame, date))}
    ${fact(say(language, 'previewKind'), say(language, `kind_${kind}`))}
    ${bounce && fact(say(language, 'previewBounced'), bounced(language, bounce))}
  </dl>`;
}

const personIn = (language: Language, person: MailPreview['from']): string =>
  person === null
    ? say(language, 'previewNobody')
    : `${person.name} <${person.address}>`.replace(/^ <(.*)>$/, '$1');

const bounced = (
  language: Language,
  { recipients, status, permanent }: NonNullable<MailPreview['bounce']>,
): string => {
  const howLong = say(language, permanent ? 'previewPermanent' : 'previewTransient');
  return `${recipients.join(', ') || '—'} (${status === null ? '' : `${status}, `}${howLong})`;
};

function files(language: Language, { attachments }: MailPreview): Markup | null {
  if (attachments.length === 0) return null;
  return html`<h3>${say(language, 'previewFiles')}</h3>
  <ul class="files">${attachments.map(
    ({ name, type, bytes, inline }) =>
      html`<li><bdi>${name}</bdi> <span class="muted small">${type}, ${sizeIn(language, bytes)}${inline ? `, ${say(language, 'previewInline')}` : ''}</span></li>`,
  )}</ul>`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** In the largest unit of which there is one at least. */
function sizeIn(language: Language, bytes: number): string {
  const nth = Math.min(Math.floor(Math.log10(Math.max(1, bytes)) / 3), 2);
  const style = { style: 'unit', unit: UNITS[nth] ?? 'byte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(bytes / 1000 ** nth);
}
