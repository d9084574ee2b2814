import { fixed, saying } from './phrase.ts';

/** The texts around a diagnosis, which has its own, and those of the page that looks one up. */
export const DIAGNOSIS = {
  whoActs: fixed('Who acts', '対応する人'),
  actor_reader: fixed('You', 'この画面をご覧の方'),
  actor_mailbox_owner: fixed('The mailbox owner', 'メールボックスの所有者'),
  actor_workspace_admin: fixed('A Google Workspace administrator', 'Google Workspace の管理者'),
  actor_cloud_project_owner: fixed(
    'The owner of the Google Cloud project',
    'Google Cloud プロジェクトのオーナー',
  ),
  actor_connector_team: fixed('Whoever runs this connector', 'このコネクタの運用担当者'),
  actor_nobody: fixed('Nobody: it resolves itself', '対応は不要です(自然に解消します)'),
  retries: fixed('The connector keeps trying by itself.', 'コネクタが自動的に再試行を続けます。'),
  whatToDo: fixed('What to do', '対処方法'),
  openLink: saying(
    (host: string) => `Open ${host}`,
    (host) => `${host} を開く`,
  ),
  lookUpTitle: fixed('What did Google show you?', 'Google に表示されたエラーを調べる'),
  lookUpIntro: fixed(
    'Some errors appear only on Google’s own pages and never reach this connector. Type the error code, or paste what the page says (in English or Japanese) or its address.',
    'エラーの中には、Google の画面にだけ表示され、このコネクタには届かないものがあります。エラーコードを入力するか、画面の文章(日本語・英語)または画面の URL を貼り付けてください。',
  ),
  lookUpField: fixed('Error code or text', 'エラーコードまたは表示された文章'),
  lookUpExample: fixed('For example: Error 403: access_denied', '例: エラー 403: access_denied'),
  lookUpButton: fixed('Explain', '調べる'),
  lookUpFound: saying(
    (count: number) => (count === 1 ? '1 explanation' : `${count} explanations, likeliest first`),
    (count) => (count === 1 ? '1 件見つかりました' : `${count} 件見つかりました(可能性の高い順)`),
  ),
  lookUpNothing: fixed('Nothing fits these words', '一致する説明が見つかりませんでした'),
  lookUpNothingHint: fixed(
    'Try only the code, such as admin_policy_enforced: Google shows it at the foot of its page, or behind “error details”.',
    'admin_policy_enforced のようなエラーコードだけで、もう一度お試しください。コードは Google の画面の下部、または [エラーの詳細] に表示されます。',
  ),
} as const;
