import { both, type Entry } from '../entry.ts';
import { LINKS } from './links.ts';

/** Why a mail was not sent through Gmail, or may not have been. */
export const SENDING = {
  send_as_missing: {
    actor: 'mailbox_owner',
    retries: false,
    title: both('The mailbox may not send from this address', 'このアドレスからは送信できません'),
    explanation: both(
      'Gmail does not list the address among those that the mailbox sends from, or its owner has not confirmed it yet. Gmail would have sent the mail from another address without a word.',
      'Gmail の送信元アドレスの一覧にこのアドレスがないか、所有者による確認が完了していません。そのまま送信すると、Gmail は何も知らせずに別のアドレスから送信します。',
    ),
    remedy: [
      both(
        'In Gmail open Settings > See all settings > Accounts > Send mail as, and add the address or confirm it.',
        'Gmail で [設定] > [すべての設定を表示] > [アカウント] > [名前] を開き、アドレスを追加するか、確認を完了してください。',
      ),
      both('Then send the mail again.', 'その後、メールをもう一度送信してください。'),
    ],
    links: [LINKS.sendAs],
  },
  send_scope_missing: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector may not send from this mailbox',
      'メールを送信する権限が許可されていません',
    ),
    explanation: both(
      'To send a mail exactly once, the connector must be allowed to send and to read what was sent. The mailbox is connected for less.',
      'メールを必ず 1 回だけ送信するには、送信の権限と、送信済みメールを読む権限が必要です。現在の接続には、その権限がありません。',
    ),
    remedy: [
      both(
        'On the setup page connect the mailbox again with the profile “Receive and send”.',
        '設定ページで、メールボックスを「受信と送信」の範囲で接続し直してください。',
      ),
    ],
    links: [],
  },
  sending_limit_reached: {
    actor: 'nobody_retry',
    retries: true,
    title: both('The mailbox has sent enough for a day', '1 日の送信数の上限に達しています'),
    explanation: both(
      'Gmail lets a mailbox send so many mails in 24 hours: 2,000 with Google Workspace, and those from Gmail’s own window and other programs count too. Mail still comes in.',
      'Gmail では、1 つのメールボックスから 24 時間に送信できるメールの数に上限があります(Google Workspace では 2,000 通)。Gmail の画面やほかのプログラムからの送信も数えられます。メールの受信には影響しません。',
    ),
    remedy: [
      both(
        'Send again with the same key at the time that the answer names. Without one, it ends at most 24 hours later.',
        '応答に示された時刻以降に、同じキーでもう一度送信してください。時刻が示されていない場合も、24 時間以内に解消します。',
      ),
    ],
    links: [],
  },
  send_outcome_unclear: {
    actor: 'developer',
    retries: false,
    title: both('It is not certain whether a mail was sent', 'メールが送信されたかどうか不明です'),
    explanation: both(
      'Gmail’s answer to a send was lost. The connector looks for the mail among the sent ones for a day. It does not send it again unless it is certain that it was not sent.',
      '送信に対する Gmail の応答を受け取れませんでした。コネクタは、送信済みメールを 1 日間確認します。送信されていないことが確実になるまで、再送信しません。',
    ),
    remedy: [
      both(
        'Look into the mailbox’s sent mail in Gmail.',
        'Gmail で、メールボックスの送信済みメールを確認してください。',
      ),
      both(
        'If the mail is there, nothing is left to do. If it is not, send it again with a new key.',
        'メールがある場合、操作は必要ありません。ない場合は、新しいキーでもう一度送信してください。',
      ),
    ],
    links: [],
  },
  send_interrupted: {
    actor: 'developer',
    retries: false,
    title: both('A mail was not sent', 'メールが送信されていません'),
    explanation: both(
      'The connector was interrupted before Gmail accepted the mail. It does not keep what the mail says, so that only the caller can send it again.',
      'Gmail がメールを受け付ける前に処理が中断されました。コネクタはメールの内容を保存しないため、再送信できるのは呼び出し元だけです。',
    ),
    remedy: [both('Send it again with the same key.', '同じキーでもう一度送信してください。')],
    links: [],
  },
} as const satisfies Record<string, Entry>;
