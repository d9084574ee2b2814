import type { Cause } from './diagnosis.ts';
import { matchesText, says, type TextRule, wordsOf } from './text-rule.ts';

/** What Salesforce says of a call that it makes (System.CalloutException, flows, Outbound Messages). */
export const CALLOUT_RULES: readonly TextRule[] = [
  says(
    'callout_not_allowed',
    'uncommitted work pending',
    'callout from triggers',
    'callout from scheduled apex',
    'too many callouts',
    'callout loop not allowed',
    'callouts are not supported',
    'callouts are not allowed',
    'コミットされていない作業',
    'トリガーからのコールアウト',
    'トリガからのコールアウト',
    'コールアウトが多すぎ',
  ),
  says(
    'callout_endpoint_missing',
    'unauthorized endpoint',
    'remote site settings',
    '承認されていないエンドポイント',
    '未承認のエンドポイント',
    '認証されていないエンドポイント',
    'リモートサイトの設定',
  ),
  says(
    'callout_certificate_untrusted',
    'pkix',
    'sslhandshake',
    'handshake',
    'sslpeerunverified',
    'peer not authenticated',
    'certificate',
    '証明書',
  ),
  says(
    'callout_unreachable',
    'unknownhost',
    'unknown host',
    'connection refused',
    'unable to tunnel',
    'no route to host',
    '接続が拒否',
    'ホストが不明',
  ),
  says(
    'callout_timed_out',
    'timed out',
    ' timeout',
    ': timeout',
    'max time allotted',
    'maximum time allotted',
    'unexpected end of file',
    'connection reset',
    'タイムアウト',
    '最大時間',
  ),
  says(
    'callout_credential_missing',
    "couldn't access the credential",
    "couldn't access the endpoint",
    'external credential',
    'named credential',
    'outbound callout permission',
    '指定ログイン情報',
    '外部ログイン情報',
    'ログイン情報にアクセスできません',
  ),
];

const OF_CALLOUT =
  /callout|コールアウト|named credential|external credential|指定ログイン情報|外部ログイン情報|outbound message|アウトバウンドメッセージ|リモートサイトの設定|remote site settings/;

/** Why Salesforce could not make a call, from what it says of it; null: the text says nothing of one. */
export function calloutCause(pasted: string): Cause | null {
  const words = wordsOf(pasted);
  if (!OF_CALLOUT.test(words)) return null;
  return CALLOUT_RULES.find((rule) => matchesText(rule, { words, codes: [] }))?.cause ?? null;
}
