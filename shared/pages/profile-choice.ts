import { html } from 'hono/html';
import { PROFILES, SCOPE_PROFILES, type ScopeProfile } from '../tokens/index.ts';
import { scopeGuidance } from './connect-guidance.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { ConnectView, Language } from './views.ts';

/** Google's class of the strictest scope in a profile ("Choose Gmail API scopes"). */
const GOOGLE_CLASS = {
  probe: 'class_open',
  send: 'class_sensitive',
  receive_and_send: 'class_restricted',
  everything: 'class_restricted',
} as const satisfies Record<ScopeProfile, FixedKey>;

/** The choice of what the connector may do, from the least to the most. */
export function profileChoice(
  language: Language,
  { profile, invalid }: Pick<ConnectView, 'profile' | 'invalid'>,
): Markup {
  const wrong = invalid === 'profile';
  return html`<fieldset class="choice"${wrong && html` aria-describedby="profile-wrong"`}>
    <legend>${say(language, 'profileLegend')}</legend>
    ${wrong && html`<p class="wrong" id="profile-wrong">${say(language, 'profileInvalid')}</p>`}
    <div class="choice-cards">${PROFILES.map((name) => profileCard(language, name, name === profile))}</div>
    <p class="muted small">${say(language, 'identityAsked')}</p>
    ${scopeGuidance(language)}
  </fieldset>`;
}

function profileCard(language: Language, profile: ScopeProfile, chosen: boolean): Markup {
  const id = `profile-${profile}`;
  const googleClass = GOOGLE_CLASS[profile];
  return html`<div class="choice-card">
      <input type="radio" name="profile" value="${profile}" id="${id}" required aria-describedby="${id}-means"${chosen && html` checked`}>
      <label for="${id}"><span class="choice-name">${say(language, `profile_${profile}`)}</span> <span class="tag ${googleClass}">${say(language, googleClass)}</span></label>
      <div id="${id}-means"><p>${say(language, `profile_${profile}_means`)}</p>
      <p class="scopes">${SCOPE_PROFILES[profile].map((scope) => html`<code>${scope}</code> `)}</p></div>
    </div>`;
}
