import { html } from 'hono/html';
import type { Org } from '../salesforce/api/index.ts';
import { addressOf } from './address.ts';
import { backLinkTo } from './back-link.ts';
import { ICONS } from './icons.ts';
import type { OrgPauseView } from './mail-section-view.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Frame, Language } from './views.ts';

export const ORGS_PATH = '/setup-page/salesforce';

/** The path of an organization's page, or of a form on it. */
export function orgAddress(frame: Frame, id: string, action?: 'check' | 'remove'): string {
  const page = addressOf(frame, `${ORGS_PATH}/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

/** A link back to the list of organizations. */
export const orgsLink = (frame: Frame): Markup =>
  backLinkTo(frame, ORGS_PATH, say(frame.language, 'salesforce'));

/** The name by which people know an organization: its My Domain without the scheme. */
export const orgName = ({ myDomain }: Pick<Org, 'myDomain'>): string =>
  myDomain.replace(/^https?:\/\//, '');

type Look = { readonly tone: string; readonly icon: Markup; readonly key: FixedKey };

const LOOKS = {
  ready: { tone: 'tone-ok', icon: ICONS.check, key: 'org_ready' },
  limited: { tone: 'tone-warn', icon: ICONS.warning, key: 'org_limited' },
  failing: { tone: 'tone-bad', icon: ICONS.broken, key: 'org_failing' },
  paused: { tone: 'tone-bad', icon: ICONS.broken, key: 'org_paused' },
  unchecked: { tone: 'tone-info', icon: ICONS.history, key: 'org_unchecked' },
} as const satisfies Record<string, Look>;

/** How an organization is doing. A pause says more than the last check, which may be older. */
export function orgLook({ readiness }: Org, pause: OrgPauseView | null): Look {
  if (pause) return LOOKS.paused;
  if (!readiness) return LOOKS.unchecked;
  const results = new Set(readiness.steps.map(({ result }) => result));
  if (results.has('failed')) return LOOKS.failing;
  return results.has('limited') ? LOOKS.limited : LOOKS.ready;
}

export const orgStatus = (language: Language, { icon, key }: Look): Markup =>
  html`<p class="status">${icon}${say(language, key)}</p>`;
