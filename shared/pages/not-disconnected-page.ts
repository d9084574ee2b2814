import { html } from 'hono/html';
import type { Diagnosis } from '../diagnosis/index.ts';
import { connectionAddress } from './address.ts';
import { backLink } from './back-link.ts';
import { errorContent } from './error-content.ts';
import { formToken } from './form-token.ts';
import { say } from './messages.ts';
import { ownersPageLink } from './owners-page.ts';
import { page } from './page.ts';
import type { Frame, NotDisconnectedView } from './views.ts';

/**
 * Says why a mailbox could not be disconnected, and offers to forget it here without revoking its grant:
 * otherwise a revocation that always fails would keep the mailbox connected for ever.
 */
export function notDisconnectedPage(
  frame: Frame,
  { connection, error }: NotDisconnectedView,
): string {
  const { language } = frame;
  const cause = errorContent(frame, { ...error, diagnosis: forReader(error.diagnosis) });
  const form = (action: 'disconnect' | 'forget', look: string) =>
    html`<form class="actions" method="post" action="${connectionAddress(frame, connection.id, action)}">
    ${formToken(frame)}
    <button class="button ${look}">${say(language, action === 'forget' ? 'forgetConfirm' : 'tryAgain')}</button>
  </form>`;
  const main = html`${backLink(frame)}
<section class="card error">
  <h1>${say(language, 'notDisconnectedTitle')}</h1>
  <p class="subject">${connection.mailbox.address}</p>
  <p class="lead">${say(language, 'notDisconnectedUnchanged')}</p>
  <h2>${cause.heading}</h2>
  ${cause.body}
  ${form('disconnect', 'primary')}
  <p class="reference">${say(language, 'reference')}: <code>${error.correlationId}</code> · <code>${error.code}</code></p>
</section>
<section class="card">
  <h2>${say(language, 'forgetTitle')}</h2>
  <p>${say(language, 'forgetLeaves')} ${ownersPageLink(language)}</p>
  ${form('forget', 'danger')}
</section>`;
  return page(frame, { title: say(language, 'notDisconnectedTitle'), main, width: 'narrow' });
}

/** Nothing repeats a disconnect by itself: what needs nobody elsewhere needs the reader here, who has the buttons. */
function forReader(diagnosis: Diagnosis | null): Diagnosis | null {
  if (diagnosis?.actor !== 'nobody_retry') return diagnosis;
  return { ...diagnosis, readerActs: true, retries: false, remedy: [] };
}
