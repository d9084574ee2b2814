import { html } from 'hono/html';
import { namedValue, type RegisteredValue } from '../diagnosis/index.ts';
import { delegatedScopesOf, PROFILES, type ScopeProfile } from '../tokens/index.ts';
import { copyable } from './copyable.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { DiagnosisView, Frame, Language } from './views.ts';

/** The scopes of a profile, as both of Google's consoles accept them in one field: separated by commas. */
export const copyableScopes = (language: Language, profile: ScopeProfile): Markup =>
  copyable(
    language,
    say(language, 'scopesOfProfile', say(language, `profile_${profile}`)),
    delegatedScopesOf(profile).join(','),
  );

/** A value to copy; null: it is not known here. */
export function knownValue(frame: Frame, value: RegisteredValue): Markup | null {
  const named = namedValue(value, frame);
  return named && copyable(frame.language, named.name[frame.language], named.value);
}

/** The client as it is registered at Google. Both values stand in the address of every consent, so they are no secret. */
export const clientValues = (frame: Frame): Markup =>
  html`${knownValue(frame, 'redirect_uri')}
      ${knownValue(frame, 'client_id')}`;

/** All that a remedy at Google may ask for, ready to copy. Service accounts are there for administrators only. */
export function connectorValues(
  frame: Frame,
  serviceAccounts: DiagnosisView['serviceAccounts'],
): Markup {
  const { language } = frame;
  return html`<details class="card connector-values">
  <summary>${say(language, 'connectorValues')}</summary>
  ${clientValues(frame)}
  ${PROFILES.map((profile) => copyableScopes(language, profile))}
  ${serviceAccounts.map(
    ({ serviceAccount, clientId }) =>
      clientId !== null &&
      copyable(language, say(language, 'clientIdOfServiceAccount', serviceAccount), clientId),
  )}
</details>`;
}
