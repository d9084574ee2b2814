import type { Words } from '../../reader.ts';

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const USERINFO = 'https://www.googleapis.com/auth/userinfo.';
export const USERINFO_EMAIL = `${USERINFO}email`;

/** Scope → its description on the consent page (developers.google.com/identity/protocols/oauth2/scopes). */
export const SCOPES: ReadonlyMap<string, Words> = new Map(
  (
    [
      [
        'openid',
        'Associate you with your personal info on Google',
        'Google で公開されているお客様の個人情報とお客様を関連付ける',
      ],
      [
        USERINFO_EMAIL,
        'See your primary Google Account email address',
        'Google アカウントのメインのメールアドレスの参照',
      ],
      [
        `${USERINFO}profile`,
        "See your personal info, including any you've made publicly available",
        'ユーザーの個人情報の表示(ユーザーが一般公開しているすべての個人情報を含む)',
      ],
      [
        'https://mail.google.com/',
        'Read, compose, send, and permanently delete all your email',
        'Gmail のすべてのメールの閲覧、作成、送信、完全な削除',
      ],
      [`${GMAIL}labels`, 'See and edit your email labels', 'メールラベルの表示と編集'],
      [
        `${GMAIL}metadata`,
        'View your email message metadata such as labels and headers',
        'メールのメタデータ(ラベルやヘッダーなど)の表示',
      ],
      [
        `${GMAIL}readonly`,
        'View your email messages and settings',
        'メール メッセージと設定の表示',
      ],
      [
        `${GMAIL}modify`,
        'Read, compose, and send emails from your Gmail account',
        'Gmail アカウントのメールの閲覧、作成、送信',
      ],
      [`${GMAIL}compose`, 'Manage drafts and send emails', '下書きの管理とメールの送信'],
      [`${GMAIL}send`, 'Send email on your behalf', 'ユーザーに代わってメールを送信'],
      [
        `${GMAIL}insert`,
        'Add emails into your Gmail mailbox',
        'Gmail メールボックスへのメールの追加',
      ],
      [
        `${GMAIL}settings.basic`,
        'See, edit, create, or change your email settings and filters',
        'Gmail の設定とフィルタの表示、編集、作成、変更',
      ],
      [
        `${GMAIL}settings.sharing`,
        'Manage your sensitive mail settings',
        '機密性の高いメール設定の管理',
      ],
    ] as const
  ).map(([scope, en, ja]) => [scope, { en, ja }]),
);

/** The short OpenID names that Google accepts, and the names under which it reports them. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['email', USERINFO_EMAIL],
  ['profile', `${USERINFO}profile`],
]);

/** Every scope name that a request may use. */
export const REQUESTABLE_SCOPES: readonly string[] = [...SCOPES.keys(), ...ALIASES.keys()];

/** Scopes that only a service account uses, for its own tokens: no consent page offers them. */
export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';
export const IAM = 'https://www.googleapis.com/auth/iam';

/** Whether an assertion may ask for a scope, under Google's name. */
export function isKnownScope(scope: string): boolean {
  return SCOPES.has(scope) || scope === CLOUD_PLATFORM || scope === IAM;
}

/** The distinct scopes of a space-delimited list (RFC 6749 section 3.3), under Google's names. */
export function parseScope(scope: string): string[] {
  const names = scope.split(' ').filter((name) => name !== '');
  return [...new Set(names.map((name) => ALIASES.get(name) ?? name))];
}

/** Formats scopes as Google reports them: `openid` first, `email` as userinfo.email. */
export function formatScope(scopes: Iterable<string>): string {
  const names = parseScope([...scopes].join(' '));
  return names.toSorted((a, b) => Number(b === 'openid') - Number(a === 'openid')).join(' ');
}

export function isGmailScope(scope: string): boolean {
  return scope.startsWith(GMAIL) || scope === 'https://mail.google.com/';
}

/** The address or the profile: a client needs one of them to receive an account's security events. */
export function isProfileScope(scope: string): boolean {
  return scope.startsWith(USERINFO);
}

/** Scopes that Google grants with the sign-in itself, without a checkbox. */
export function isIdentityScope(scope: string): boolean {
  return scope === 'openid' || scope.startsWith(USERINFO);
}
