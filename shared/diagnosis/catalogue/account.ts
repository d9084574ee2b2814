import { both, type Entry } from '../entry.ts';
import { LINKS } from './links.ts';
import {
  ASK_ADMIN,
  OPEN_AUDIENCE,
  OPEN_VERIFICATION,
  START_AGAIN,
  START_AGAIN_AFTERWARDS,
} from './steps.ts';

/** Why Google refuses an account itself, its sign-in or the way from which it comes. */
export const ACCOUNT = {
  two_step_policy: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'The organization requires 2-Step Verification',
      '組織のポリシーで 2 段階認証が必須です',
    ),
    explanation: both(
      'The account has not turned on 2-Step Verification in time, so Google no longer lets its owner sign in. Nothing was changed.',
      '期限までに 2 段階認証が設定されなかったため、このアカウントでログインできなくなっています。何も変更していません。',
    ),
    remedy: [
      both(
        'In the Google Admin console open Directory > Users, choose the mailbox’s user, open Security, and give a backup code; or move the user for a day to a group that is exempt.',
        'Google 管理コンソールの [ディレクトリ] > [ユーザー] で対象のユーザーを選び、[セキュリティ] でバックアップ コードを発行するか、一時的に例外のグループに移動してください。',
      ),
      both(
        'The owner signs in with it and turns on 2-Step Verification at myaccount.google.com.',
        '所有者がバックアップ コードでログインし、myaccount.google.com で 2 段階認証を有効にしてください。',
      ),
      START_AGAIN_AFTERWARDS,
      ASK_ADMIN,
    ],
    links: [LINKS.users],
  },
  context_aware_access: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'A rule about device or network keeps Google shut',
      '端末またはネットワークの条件によりブロックされています',
    ),
    explanation: both(
      'The organization uses Context-Aware Access: Gmail opens only from certain devices, networks or places, and this one is not among them.',
      '組織でコンテキストアウェア アクセスが使われています。Gmail を利用できる端末、ネットワーク、場所が限られており、今回の接続は条件を満たしていません。',
    ),
    remedy: [
      both(
        'In the Google Admin console open Security > Access and data control > Context-Aware Access > Assign access levels, and see which level Gmail has for the mailbox’s organizational unit.',
        'Google 管理コンソールで [セキュリティ] > [アクセスとデータ管理] > [コンテキストアウェア アクセス] > [アクセスレベルの割り当て] を開き、対象の組織部門の Gmail に割り当てたアクセスレベルを確認してください。',
      ),
      both(
        'Exempt the connector there (“Apps that are trusted are exempt”), or add the network from which it calls to the access level.',
        'コネクタを信頼できるアプリとして例外にするか、コネクタの接続元のネットワークをアクセスレベルに追加してください。',
      ),
      ASK_ADMIN,
    ],
    links: [LINKS.contextAwareAccess],
  },
  owner_must_sign_in: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'Google wants the owner to sign in first',
      '所有者が一度ログインする必要があります',
    ),
    explanation: both(
      'Google is not sure that the owner is behind this, and asks for something that only a person in a browser can answer. Until then it lets no program in.',
      'Google が本人による操作かどうかを確認しています。所有者がブラウザーで確認に応じるまで、プログラムからは利用できません。',
    ),
    remedy: [
      both(
        'The mailbox’s owner signs in at https://mail.google.com in an ordinary browser, answers what Google asks, and confirms that it was they who signed in.',
        '所有者が通常のブラウザーで https://mail.google.com にログインし、表示される確認に応じて、本人の操作であることを確認してください。',
      ),
      both(
        'An app password or the account’s own password is never needed here: the connector does not use them.',
        'コネクタはアプリ パスワードもアカウントのパスワードも使用しないため、入力する必要はありません。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [LINKS.signInTrouble],
  },
  mailbox_storage_full: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The Google account has no storage left',
      'Google アカウントの保存容量が不足しています',
    ),
    explanation: both(
      'Gmail, Drive and Photos share the account’s storage, and it is used up: the mailbox receives and sends no mail. Senders get an error.',
      'Gmail、ドライブ、フォトで共有する保存容量を使い切っているため、メールを受信も送信もできません。送信者にはエラーが返されます。',
    ),
    remedy: [
      both(
        'The owner opens https://one.google.com/storage, deletes large files and mail, and empties the trash.',
        '所有者が https://one.google.com/storage を開き、大きなファイルやメールを削除して、ゴミ箱を空にしてください。',
      ),
      both(
        'In Google Workspace an administrator can raise the limit: Admin console > Storage.',
        'Google Workspace の場合は、管理者が管理コンソールの [ストレージ] で上限を引き上げられます。',
      ),
    ],
    links: [LINKS.storage],
  },
  personal_app_blocked: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'Google blocks this app for personal accounts',
      '個人アカウントでは Google にブロックされます',
    ),
    explanation: both(
      'The app asks for Gmail permissions that Google protects specially, and Google has not verified it. A personal account has no administrator who could trust the app, so only its owner can mend this.',
      'このアプリは、Google が特に保護している Gmail の権限を求めていますが、Google の確認を受けていません。個人アカウントにはアプリを信頼する管理者がいないため、アプリの所有者だけが対応できます。',
    ),
    remedy: [
      OPEN_VERIFICATION,
      OPEN_AUDIENCE,
      both(
        'Until it is verified: keep the publishing status “Testing” and add the account under “Test users”. Then every consent ends after 7 days.',
        '確認が終わるまでは、公開ステータスを「テスト中」にして、アカウントを [テストユーザー] に追加してください。この場合、許可は 7 日で失効します。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [LINKS.verification],
  },
  personal_account_restricted: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'Google has disabled or deleted this personal account',
      '個人の Google アカウントが無効か、削除されています',
    ),
    explanation: both(
      'No administrator can restore a personal account: its owner asks Google.',
      '個人アカウントを復元できる管理者はいません。所有者が Google に申請します。',
    ),
    remedy: [
      both(
        'The owner signs in at https://accounts.google.com, and follows “Try to restore”, or https://accounts.google.com/signin/recovery for a deleted account.',
        '所有者が https://accounts.google.com にログインし、表示される手順で復元を申請してください。削除したアカウントの場合は https://accounts.google.com/signin/recovery を開いてください。',
      ),
      START_AGAIN_AFTERWARDS,
    ],
    links: [LINKS.disabledAccount],
  },
  personal_advanced_protection: {
    actor: 'mailbox_owner',
    retries: false,
    title: both(
      'The owner’s Advanced Protection keeps this app out',
      '所有者の高度な保護機能により制限されています',
    ),
    explanation: both(
      'The owner of this personal account has enrolled it in Google’s Advanced Protection Program, which shuts out nearly every app that reads Gmail. Nobody else can make an exception.',
      'この個人アカウントは、所有者によって「高度な保護機能プログラム」に登録されています。Gmail を読み取るアプリのほとんどが利用できず、ほかの人が例外を設けることもできません。',
    ),
    remedy: [
      both(
        'Use another mailbox for the connector; or the owner leaves the program at https://myaccount.google.com/advanced-protection.',
        'コネクタには別のメールボックスを使うか、所有者が https://myaccount.google.com/advanced-protection でプログラムの登録を解除してください。',
      ),
      START_AGAIN,
    ],
    links: [LINKS.advancedProtection],
  },
} as const satisfies Record<string, Entry>;
