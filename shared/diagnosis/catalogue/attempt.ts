import { both, type Entry } from '../entry.ts';
import { START_AGAIN } from './steps.ts';

const ASK_FOR_LINK = both(
  'Ask whoever sent the link for a new one.',
  'リンクの送信者に、新しいリンクを依頼してください。',
);

/** Refusals of our own while somebody connects a mailbox or uses the setup page. Nothing is broken. */
export const ATTEMPT = {
  other_account: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('Another Google account was chosen', '別の Google アカウントが選択されました'),
    explanation: both(
      'This connection is for one particular mailbox, and another account signed in on Google’s page. Nothing was changed.',
      'この接続は特定のメールボックス用ですが、Google の画面で別のアカウントが使われました。何も変更していません。',
    ),
    remedy: [
      START_AGAIN,
      both(
        'On Google’s page click “Use another account” and sign in to the mailbox itself, not to your own account.',
        'Google の画面で [別のアカウントを使用] をクリックし、ご自身のアカウントではなく、対象のメールボックスでログインしてください。',
      ),
      both(
        'If the expected address is an alias or a group, nobody can sign in with it: connect the account that receives its mail.',
        '対象のアドレスがエイリアスやグループの場合、そのアドレスではログインできません。メールを受信しているアカウントを接続してください。',
      ),
    ],
    links: [],
  },
  account_replaced: {
    actor: 'developer',
    retries: false,
    title: both(
      'The address belongs to a new Google account',
      'アドレスが新しい Google アカウントのものになっています',
    ),
    explanation: both(
      'The account that was connected was deleted or renamed, and another account has its address now. Nothing was changed.',
      '接続していたアカウントが削除されたか、アドレスが変更され、現在は別のアカウントが同じアドレスを使用しています。何も変更していません。',
    ),
    remedy: [
      both(
        'Ask the Google Workspace administrator whether the account was recreated on purpose.',
        'アカウントが意図的に作り直されたかどうか、Google Workspace の管理者に確認してください。',
      ),
      both(
        'If so, connect the address as a new mailbox: on the setup page, or with a new link for the owner.',
        '意図的な場合は、設定ページから、または所有者用の新しいリンクで、このアドレスを新しいメールボックスとして接続してください。',
      ),
      both(
        'The old connection ends with that. If the list still shows it, disconnect it.',
        'これで古い接続は終了します。一覧に残っている場合は、切断してください。',
      ),
    ],
    links: [],
  },
  authorization_lapsed: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This attempt to connect is no longer valid', 'この接続の手続きは無効になりました'),
    explanation: both(
      'A link is valid for a day, and a visit to Google’s page for ten minutes. This one took too long, was interrupted, or was not begun here. Nothing was changed.',
      'リンクは 1 日、Google の画面での手続きは 10 分間有効です。時間がかかりすぎたか、中断されたか、ここで開始されたものではありません。何も変更していません。',
    ),
    remedy: [START_AGAIN],
    links: [],
  },
  authorization_already_used: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This attempt to connect was already used', 'この接続の手続きは使用済みです'),
    explanation: both(
      'Each attempt works once. If you saw that the mailbox is connected, you are done: the page was merely loaded again.',
      '接続の手続きは一度しか使えません。接続完了の画面が表示されていた場合は、ページが再読み込みされただけで、接続は完了しています。',
    ),
    remedy: [
      both(
        'If you did not see that, connect the mailbox again: on the setup page, or with a new link from an administrator of the connector.',
        'その画面が表示されていない場合は、設定ページから、またはコネクタの管理者から受け取った新しいリンクで、もう一度接続してください。',
      ),
    ],
    links: [],
  },
  other_browser: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This was begun in another browser', '別のブラウザーで開始されています'),
    explanation: both(
      'For safety, connecting must be finished in the browser in which it was begun. Nothing was changed.',
      '安全のため、接続の手続きは開始したブラウザーで完了する必要があります。何も変更していません。',
    ),
    remedy: [
      both(
        'Finish in the browser where you began, or start again in this one.',
        '開始したブラウザーで続けるか、このブラウザーで最初からやり直してください。',
      ),
    ],
    links: [],
  },
  link_already_opened: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This link has already been used', 'このリンクはすでに使用されています'),
    explanation: both(
      'A link works once, in the first browser that continues from it to Google. This one was used in another browser.',
      'リンクは、最初に Google へ進んだブラウザーで一度だけ使えます。このリンクは別のブラウザーで使用されました。',
    ),
    remedy: [
      both(
        'If it was you, finish in that browser.',
        'ご自身で使用した場合は、そのブラウザーで続けてください。',
      ),
      ASK_FOR_LINK,
    ],
    links: [],
  },
  link_expired: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This link is no longer valid', 'このリンクは無効になりました'),
    explanation: both(
      'A link is good for 24 hours. This one is older, or a part of it is missing. Nothing was changed.',
      'リンクの有効期限は 24 時間です。期限が切れているか、リンクの一部が欠けています。何も変更していません。',
    ),
    remedy: [
      both('Check that you opened the whole link.', 'リンク全体を開いているか確認してください。'),
      ASK_FOR_LINK,
    ],
    links: [],
  },
  link_withdrawn: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('This link was withdrawn', 'このリンクは取り消されました'),
    explanation: both(
      'An administrator of the connector withdrew the link. Nothing was changed.',
      'コネクタの管理者がこのリンクを取り消しました。何も変更していません。',
    ),
    remedy: [ASK_FOR_LINK],
    links: [],
  },
  administrator_not_signed_in: {
    actor: 'developer',
    retries: false,
    title: both(
      'Sign in as an administrator of the connector',
      'コネクタの管理者としてログインしてください',
    ),
    explanation: both(
      'The setup page is open only to the addresses listed in SETUP_ADMINS.',
      '設定ページを使えるのは、SETUP_ADMINS に登録されたアドレスだけです。',
    ),
    remedy: [
      both(
        'Sign in again with a listed account, then repeat the step.',
        '登録済みのアカウントでログインし直し、操作をやり直してください。',
      ),
      both(
        'To admit somebody, add the address to SETUP_ADMINS.',
        '管理者を追加する場合は、SETUP_ADMINS にアドレスを追加してください。',
      ),
    ],
    links: [],
  },
  form_expired: {
    actor: 'developer',
    readerActs: true,
    retries: false,
    title: both('The page had been open for too long', 'ページの有効期限が切れました'),
    explanation: both(
      'The form was no longer valid when it was sent, so nothing was changed.',
      '送信時にフォームの有効期限が切れていたため、何も変更していません。',
    ),
    remedy: [
      both(
        'Go back, reload the page, and repeat the step.',
        '前のページに戻って再読み込みし、操作をやり直してください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
