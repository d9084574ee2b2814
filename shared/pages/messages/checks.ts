import { fixed, grouped, saying } from './phrase.ts';

const inMilliseconds = (value: number): string => grouped(Math.round(value));

/** The texts about the last probes of a mailbox. */
export const CHECKS = {
  recentChecks: fixed('Recent checks', '最近の確認'),
  everyCheck: fixed('Show each check', '1 件ずつ表示'),
  checksPassed: saying(
    (passed: number, total: number, typical: number | null) =>
      `${passed} of ${total} checks passed${typical === null ? '' : `, ${inMilliseconds(typical)} ms typically`}`,
    (passed, total, typical) =>
      `${total} 回中 ${passed} 回成功${typical === null ? '' : `、通常 ${inMilliseconds(typical)} ミリ秒`}`,
  ),
  checkWhen: fixed('When', '日時'),
  checkResult: fixed('Result', '結果'),
  checkTook: fixed('Gmail took', '応答時間'),
  checkPassed: fixed('Passed', '成功'),
  imap: fixed('IMAP access', 'IMAP アクセス'),
  imapWhen: fixed(
    'IMAP is checked with “Check now” and once after connecting. It does not change the status of the mailbox.',
    'IMAP は [今すぐ確認] をクリックしたときと、接続した直後に確認します。メールボックスの状態には影響しません。',
  ),
  imapSetting: fixed('Setting in Gmail', 'Gmail の設定'),
  imapOn: fixed('On', '有効'),
  imapOff: fixed('Off', '無効'),
  imapLogin: fixed('Sign-in over IMAP', 'IMAP でのログイン'),
  imapLoggedIn: saying(
    (folders: number) => `Works, ${grouped(folders)} ${folders === 1 ? 'folder' : 'folders'}`,
    (folders) => `成功(フォルダー ${grouped(folders)} 件)`,
  ),
  imapLeftOut: fixed(
    'Not tried: the emulated Google has no IMAP server',
    '未確認(エミュレーターの Google には IMAP サーバーがありません)',
  ),
  imapFailed: fixed('Failed', '失敗'),
  imapSaid: saying(
    (words: string) => `Google said: “${words}”`,
    (words) => `Google の応答: 「${words}」`,
  ),
  networkSaid: saying(
    (code: string) => `No answer: ${code}`,
    (code) => `応答なし: ${code}`,
  ),
  enableImap: fixed('Enable IMAP', 'IMAP を有効にする'),
  milliseconds: saying(
    (value: number) => `${inMilliseconds(value)} ms`,
    (value) => `${inMilliseconds(value)} ミリ秒`,
  ),
} as const;
