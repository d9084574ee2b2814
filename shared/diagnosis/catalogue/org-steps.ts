import { both, opening } from '../entry.ts';
import { LINKS } from './links.ts';

/** Steps and sentences that the causes of a Salesforce organization share. */

export const OPEN_APP = opening(
  LINKS.orgApps,
  'In Salesforce open Setup > External Client App Manager and choose the connector’s app.',
  'Salesforce の [設定] > [外部クライアントアプリケーションマネージャー] を開き、コネクタのアプリケーションを選択してください。',
);

export const OPEN_USER = opening(
  LINKS.orgUsers,
  'In Salesforce open Setup > Users > Users and choose the connector’s user.',
  'Salesforce の [設定] > [ユーザー] > [ユーザー] を開き、コネクタのユーザーを選択してください。',
);

export const LOGIN_HISTORY = opening(
  LINKS.loginHistory,
  'Setup > Login History shows each attempt of the user, and why it failed.',
  '[設定] > [ログイン履歴] で、ユーザーのログインが失敗した理由を確認してください。',
);

/** What a mended organization does by itself. */
export const GOES_ON = both(
  'Nothing else to do: the connector tries one mail a minute, and files all that wait when it succeeds.',
  'ほかの操作は不要です。コネクタが 1 分ごとに 1 通を試し、成功すると、待っているメールをすべて登録します。',
);

/** What a held mail needs once its cause is mended. */
export const TRY_AGAIN = both(
  'Then click “Try again” on the mailbox’s page.',
  'その後、メールボックスのページで [再試行] をクリックしてください。',
);

export const ASK_SALESFORCE_ADMIN = both(
  'If you are not an administrator of Salesforce, send this page to one.',
  'Salesforce のシステム管理者でない場合は、このページの内容をシステム管理者に知らせてください。',
);

/** For one mail that no setting will let through. */
export const ENTER_BY_HAND = both(
  'Open the mail in Gmail, enter its case in Salesforce by hand, and click “Skip it” on the mailbox’s page.',
  'Gmail でメールを開いて Salesforce に手動でケースを登録し、メールボックスのページで [スキップ] をクリックしてください。',
);
