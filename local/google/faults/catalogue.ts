import type { Words } from '../../reader.ts';
import type { FaultEntry, FaultPlace } from './entry.ts';
import { MODIFIERS, OF_MAIL } from './modifiers.ts';
import { AT_CONSENT, REFUSALS } from './refusals.ts';

/** Every switch of the emulated Google: the page, the API and its validation read this table. */
export const FAULTS: readonly FaultEntry[] = [...AT_CONSENT, ...REFUSALS, ...MODIFIERS, ...OF_MAIL];

/** The faults that `flapping` and `unreliable` can simulate. */
export const REFUSAL_NAMES: readonly string[] = REFUSALS.map(({ fault }) => fault);

/** The places, in the order in which the page lists them, with the names of their anchors. */
export const PLACES: readonly { place: FaultPlace; anchor: string; heading: Words }[] = [
  { place: 'consent', anchor: 'consent', heading: { en: 'At consent', ja: '同意画面' } },
  {
    place: 'token',
    anchor: 'token',
    heading: { en: 'At the token endpoint', ja: 'トークンエンドポイント' },
  },
  { place: 'gmail', anchor: 'gmail', heading: { en: 'At Gmail', ja: 'Gmail' } },
  { place: 'token or gmail', anchor: 'both', heading: { en: 'At both', ja: '両方' } },
  {
    place: 'mail',
    anchor: 'mail',
    heading: { en: 'Of mail and its announcements', ja: 'メールとその通知' },
  },
];

/** One-shot actions on an account. Each sends its security events to a registered receiver. */
export const ACTIONS = {
  revoke: {
    en: 'Removes every grant of the account, as at myaccount.google.com/connections.',
    ja: 'アカウントの許可をすべて削除します。myaccount.google.com/connections での操作と同じです。',
  },
  'password-changed': {
    en: 'Ends the grants that hold a Gmail scope, as a changed password does.',
    ja: 'パスワードの変更と同じように、Gmail のスコープを含む許可を終了します。',
  },
  disable: {
    en: 'Switches account_disabled on for the account.',
    ja: 'アカウントの account_disabled をオンにします。',
  },
  enable: {
    en: 'Switches account_disabled off again.',
    ja: 'account_disabled をオフに戻します。',
  },
} as const satisfies Record<string, Words>;

export type AccountAction = keyof typeof ACTIONS;
