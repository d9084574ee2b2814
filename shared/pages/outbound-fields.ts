import { html } from 'hono/html';
import type {
  OutboundOperation,
  SetupProblem,
} from '../salesforce/webhook/outbound/entered-setup.ts';
import type { OutboundForm } from './caller-views.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** What becomes of a caller's Outbound Messages: the organization, the operation, the mapping. */
export function outboundFields(
  language: Language,
  { entered, operations, problems }: OutboundForm,
): Markup {
  const wrong = (isWrong: boolean) => isWrong && html` aria-invalid="true"`;
  const isOf = (kind: SetupProblem['kind']) => problems.some((each) => each.kind === kind);
  const inMapping = problems.some(({ kind }) => kind !== 'organization' && kind !== 'operation');
  return html`<div class="outbound-fields">
    <div class="field">
      <label for="organization_id">${say(language, 'outboundOrganization')}</label>
      <input id="organization_id" name="organization_id" type="text" value="${entered.organizationId}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="organization-id-hint"${wrong(isOf('organization'))}>
      <p class="muted small" id="organization-id-hint">${say(language, 'outboundOrganizationHint')}</p>
    </div>
    <div class="field">
      <label for="operation">${say(language, 'outboundOperation')}</label>
      <select id="operation" name="operation" aria-describedby="operation-hint"${wrong(isOf('operation'))}>${operations.map((each) => option(language, each, entered.operation))}</select>
      <p class="muted small" id="operation-hint">${say(language, 'outboundOperationHint')}</p>
    </div>
    <div class="field">
      <label for="mapping">${say(language, 'outboundMapping')}</label>
      <textarea id="mapping" name="mapping" class="mapping" rows="${Math.max(5, entered.mapping.split('\n').length + 1)}" autocapitalize="none" autocomplete="off" spellcheck="false" placeholder="${EXAMPLE}" aria-describedby="mapping-hint"${wrong(inMapping)}>${entered.mapping}</textarea>
      <p class="muted small" id="mapping-hint">${say(language, 'outboundMappingHint')}</p>
      <details class="small"><summary>${say(language, 'outboundProperties')}</summary>
        <dl class="properties">${operations.map((each) => propertyList(language, each))}</dl>
      </details>
    </div>
  </div>`;
}

const EXAMPLE = 'mailbox = "support@example.com"\ntoAddress = SuppliedEmail\ntextBody = Reply__c';

const option = (
  language: Language,
  { name, permission }: OutboundOperation,
  chosen: string,
): Markup =>
  html`<option value="${name}"${name === chosen && html` selected`}>${say(language, 'outboundOperationOption', name, say(language, `permission_${permission}`))}</option>`;

const propertyList = (language: Language, { name, properties }: OutboundOperation): Markup =>
  html`<div><dt><code>${name}</code></dt><dd>${properties.map(
    (each) =>
      html`<code>${each.name}</code>${each.isRequired && html` <span class="muted">(${say(language, 'outboundRequired')})</span>`} `,
  )}</dd></div>`;

/** Everything that is wrong with what was entered; null: nothing. */
export function outboundProblems(language: Language, { problems }: OutboundForm): Markup | null {
  if (problems.length === 0) return null;
  const title = say(language, 'outboundProblems');
  return html`<section class="notice tone-bad" role="alert">
  ${ICONS.broken}
  <div class="notice-text refusal"><h2>${title}</h2>
  <p>${say(language, 'outboundProblemsMean')}</p>
  <ul class="bad-lines" tabindex="0" aria-label="${title}">${problems.map((each) => problemItem(language, each))}</ul></div>
</section>`;
}

const problemItem = (language: Language, { line, kind, about }: SetupProblem): Markup =>
  html`<li><span class="muted">${line === null ? '—' : say(language, 'lineNumber', line)}</span> <span>${about === '' ? '—' : about}</span> <span class="why">${say(language, `outbound_${kind}`)}</span></li>`;
