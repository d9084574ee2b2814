import type { Actor, Wording } from '../diagnosis/index.ts';
import type { NotifiedKind } from '../tokens/index.ts';

/** The message about one kind of event. */
export type MessageTemplate = {
  /** The message's type, in the form of the Standard Webhooks: a hierarchy delimited by full stops. */
  readonly type: string;
  /** The new status of the mailbox or the fleet; empty when it has not changed. */
  readonly status: 'active' | 'failing' | 'needs_reconnect' | 'disconnected' | 'paused' | '';
  /** Does the event's failure persist? Then the texts of its diagnosis replace these, being more precise. */
  readonly failing: boolean;
  readonly actor: Actor;
  readonly title: Wording;
  readonly explanation: Wording;
};

/** A Record, so that a new kind of event cannot be forgotten. */
export const MESSAGES: Readonly<Record<NotifiedKind, MessageTemplate>> = {
  connected: {
    type: 'connection.connected',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: { en: 'A mailbox was connected', ja: 'メールボックスが接続されました' },
    explanation: {
      en: 'Its owner allowed the connector to use it, for the first time or again.',
      ja: '所有者がコネクタによる利用を許可しました(再接続を含みます)。',
    },
  },
  needs_reconnect: {
    type: 'connection.needs_reconnect',
    status: 'needs_reconnect',
    failing: true,
    actor: 'mailbox_owner',
    title: { en: 'A mailbox must be connected again', ja: 'メールボックスの再接続が必要です' },
    explanation: {
      en: 'Google stopped accepting this mailbox’s consent.',
      ja: 'Google がこのメールボックスの許可を受け付けなくなりました。',
    },
  },
  recovered: {
    type: 'connection.recovered',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: { en: 'A mailbox works again', ja: 'メールボックスが復旧しました' },
    explanation: {
      en: 'Its token is refreshed again. Nobody needs to do anything.',
      ja: 'トークンを再び更新できるようになりました。操作は必要ありません。',
    },
  },
  disconnected: {
    type: 'connection.disconnected',
    status: 'disconnected',
    failing: false,
    actor: 'nobody_retry',
    title: { en: 'A mailbox was disconnected', ja: 'メールボックスが切断されました' },
    explanation: {
      en: 'The connector no longer uses it, and has forgotten its grant.',
      ja: 'コネクタはこのメールボックスを利用しなくなり、許可情報を削除しました。',
    },
  },
  probe_failing: {
    type: 'connection.probe_failing',
    status: 'failing',
    failing: true,
    actor: 'developer',
    title: { en: 'A mailbox cannot be read', ja: 'メールボックスを読み取れません' },
    explanation: {
      en: 'Its token is good, but Gmail refused the check that reads the names of its labels.',
      ja: 'トークンは有効ですが、ラベル名を読み取る確認を Gmail が拒否しました。',
    },
  },
  probe_recovered: {
    type: 'connection.probe_recovered',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: { en: 'A mailbox can be read again', ja: 'メールボックスを再び読み取れます' },
    explanation: {
      en: 'The check that reads the names of its labels succeeds again.',
      ja: 'ラベル名を読み取る確認が再び成功しました。',
    },
  },
  address_changed: {
    type: 'connection.address_changed',
    status: '',
    failing: false,
    actor: 'developer',
    title: {
      en: 'A mailbox has a new address',
      ja: 'メールボックスのアドレスが変更されました',
    },
    explanation: {
      en: 'Its Google account was renamed. The connection goes on under the new address: change the address wherever Salesforce names it.',
      ja: 'Google アカウントのアドレスが変更されました。接続は新しいアドレスで継続します。Salesforce で使用しているアドレスを変更してください。',
    },
  },
  fallback_took_over: {
    type: 'connection.fallback_took_over',
    status: 'active',
    failing: false,
    actor: 'mailbox_owner',
    title: {
      en: 'A service account took over a mailbox',
      ja: 'サービス アカウントに切り替わりました',
    },
    explanation: {
      en: 'Google stopped accepting the owner’s consent, so the service account that was named for this case acts for the mailbox now. Mail goes on. To return to the consent, choose “Connect with the owner’s consent” on the mailbox’s page.',
      ja: '所有者の許可が失効したため、あらかじめ指定されたサービス アカウントに切り替わりました。メールボックスは引き続き利用できます。所有者の許可に戻すには、メールボックスのページで [所有者の許可で接続] をクリックしてください。',
    },
  },
  grants_near_cap: {
    type: 'connection.grants_near_cap',
    status: '',
    failing: false,
    actor: 'developer',
    title: {
      en: 'A mailbox was connected nearly too often',
      ja: 'メールボックスの許可が上限に近づいています',
    },
    explanation: {
      en: 'Google keeps 100 grants of a mailbox for one OAuth client, and ends the oldest without a word. Find out what connects this one so often, and whether a test system uses the same client.',
      ja: 'Google が保持する許可は、メールボックスと OAuth クライアントの組み合わせごとに 100 個までで、超えると最も古いものが予告なく失効します。繰り返し接続している原因と、テスト環境が同じクライアントを使っていないかを確認してください。',
    },
  },
  grant_ending: {
    type: 'connection.grant_ending',
    status: '',
    failing: false,
    actor: 'mailbox_owner',
    title: {
      en: 'Access to a mailbox ends soon',
      ja: 'メールボックスへのアクセスがまもなく終了します',
    },
    explanation: {
      en: 'Its owner allowed access for a limited time, or the app’s publishing status is “Testing”, so that Google ends every consent after 7 days. Reconnect the mailbox before then; its owner ticks ongoing access on Google’s page. An app in testing must be published first.',
      ja: '所有者が期間を限定して許可したか、アプリの公開ステータスが「テスト中」のため許可が 7 日で失効します。期限までに再接続し、所有者が Google の画面で継続的なアクセスのチェックボックスをオンにしてください。テスト中のアプリは、先に公開する必要があります。',
    },
  },
  security_event: {
    type: 'connection.security_event',
    status: '',
    failing: true,
    actor: 'mailbox_owner',
    title: {
      en: 'Google reported a security event',
      ja: 'Google からセキュリティ イベントの通知がありました',
    },
    explanation: {
      en: 'Something happened to the Google account that may end its grants, such as a changed password or a suspicion that it was hijacked. If the mailbox must be connected again, another message says so.',
      ja: 'パスワードの変更や不正使用の疑いなど、許可の失効につながる可能性のあることが Google アカウントで起きました。再接続が必要な場合は、別のメッセージで通知します。',
    },
  },
  fleet_paused: {
    type: 'fleet.paused',
    status: 'paused',
    failing: true,
    actor: 'developer',
    title: {
      en: 'Most mailboxes fail alike',
      ja: '大半のメールボックスで同じ障害が起きています',
    },
    explanation: {
      en: 'So many mailboxes fail in the same way that the fault is not theirs. No mailbox’s status is changed meanwhile, and a few are tried until it passes.',
      ja: '多数のメールボックスで同じ失敗が起きているため、原因は個々のメールボックスではありません。その間メールボックスの状態は変更せず、一部だけで再試行を続けます。',
    },
  },
  fleet_resumed: {
    type: 'fleet.resumed',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: { en: 'The fault of all mailboxes has passed', ja: '全体の障害が解消しました' },
    explanation: {
      en: 'Tokens are refreshed again as they fall due.',
      ja: 'トークンの更新を通常どおり再開しました。',
    },
  },
  fleet_probes_failing: {
    type: 'fleet.probes_failing',
    status: 'failing',
    failing: true,
    actor: 'cloud_project_owner',
    title: {
      en: 'No mailbox can be read',
      ja: 'どのメールボックスも読み取れません',
    },
    explanation: {
      en: 'Gmail refuses every check for a reason that lies in the Google Cloud project, and not in the mailboxes.',
      ja: 'Google Cloud プロジェクト側の原因により、Gmail がすべての確認を拒否しています。メールボックスに問題はありません。',
    },
  },
  fleet_probes_recovered: {
    type: 'fleet.probes_recovered',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: {
      en: 'Mailboxes can be read again',
      ja: 'メールボックスを再び読み取れます',
    },
    explanation: {
      en: 'Gmail answers again. The mailboxes are checked again within the hour.',
      ja: 'Gmail が再び応答しています。各メールボックスは 1 時間以内に再確認します。',
    },
  },
  mail_held: {
    type: 'mail.held',
    status: '',
    failing: true,
    actor: 'salesforce_admin',
    title: { en: 'Mail of a mailbox is held', ja: 'メールが保留されています' },
    explanation: {
      en: 'It could not become a case. It is not lost: the mailbox’s page says why, and files it when somebody clicks “Try again”.',
      ja: 'ケースに登録できませんでした。メールは失われていません。理由はメールボックスのページで確認でき、[再試行] をクリックすると登録されます。',
    },
  },
  sweep_found_mail: {
    type: 'mail.found_by_sweep',
    status: '',
    failing: false,
    actor: 'developer',
    title: {
      en: 'Mail was found that Gmail had not announced',
      ja: '通知されなかったメールが見つかりました',
    },
    explanation: {
      en: 'The nightly search of the mailbox found mail that neither Gmail’s announcements nor its history had named. It becomes cases now, later than it should. If this happens often, check the Pub/Sub subscription.',
      ja: 'メールボックスの夜間の確認で、Gmail の通知にも変更履歴にもないメールが見つかりました。本来より遅れて、これからケースに登録します。頻繁に起こる場合は、Pub/Sub のサブスクリプションを確認してください。',
    },
  },
  books_differ: {
    type: 'mail.books_differ',
    status: '',
    failing: false,
    actor: 'developer',
    title: {
      en: 'The statement of a mailbox has differences',
      ja: 'メールボックスの明細に差異があります',
    },
    explanation: {
      en: 'What Gmail lists of the day before (UTC) and what Salesforce has do not agree with the ledger. “npm run mail -- statement” names each mail and says what to do. If somebody deleted a case in Salesforce, nothing is wrong.',
      ja: '前日(UTC)の Gmail の一覧または Salesforce のレコードが、台帳と一致しません。「npm run mail -- statement」で、該当するメールと対応方法を確認できます。Salesforce でケースを削除した場合は、問題ありません。',
    },
  },
  send_not_sent: {
    type: 'mail.not_sent',
    status: '',
    failing: false,
    actor: 'developer',
    title: { en: 'A mail was not sent', ja: 'メールを送信できませんでした' },
    explanation: {
      en: 'The connector was interrupted while it sent a mail for Salesforce, and found out that Gmail does not have it. Only who asked for it can send it again: the connector keeps no content.',
      ja: 'Salesforce から依頼されたメールの送信中に処理が中断され、Gmail に送信されていないことを確認しました。コネクタは内容を保存しないため、再送信できるのは依頼元だけです。',
    },
  },
  send_unknown: {
    type: 'mail.send_unknown',
    status: '',
    failing: false,
    actor: 'mailbox_owner',
    title: {
      en: 'It is not certain whether a mail was sent',
      ja: 'メールが送信されたかどうかを確認できません',
    },
    explanation: {
      en: 'Gmail’s answer was lost, and the mailbox’s history does not prove whether the mail was sent. Look into the mailbox’s sent mail. If it is not there, it can be sent again as a new mail.',
      ja: 'Gmail の応答を受け取れず、メールボックスの変更履歴からも送信の有無を確認できません。メールボックスの送信済みメールを確認してください。見つからない場合は、新しいメールとして再送信できます。',
    },
  },
  send_row_failed: {
    type: 'mail.not_on_case',
    status: '',
    failing: true,
    actor: 'salesforce_admin',
    title: {
      en: 'A mail was sent, and does not stand on its case',
      ja: '送信したメールをケースに登録できません',
    },
    explanation: {
      en: 'Gmail sent the mail. Salesforce refuses its Email Message, so that the case does not show it.',
      ja: 'メールは Gmail から送信されました。Salesforce がメールメッセージの登録を拒否したため、ケースには表示されません。',
    },
  },
  push_silent: {
    type: 'mail.push_silent',
    status: '',
    failing: true,
    actor: 'developer',
    title: {
      en: 'Gmail announces no new mail of a mailbox',
      ja: 'Gmail から新着メールの通知が届きません',
    },
    explanation: {
      en: 'Mail arrived that was not announced. It is found within 15 minutes all the same, and none is lost. Check that the Pub/Sub subscription exists and calls gmail-push.',
      ja: '通知されないままメールが届いています。新着メールは 15 分以内に検出され、失われません。Pub/Sub のサブスクリプションがあり、gmail-push を呼び出していることを確認してください。',
    },
  },
  org_paused: {
    type: 'org.paused',
    status: 'paused',
    failing: true,
    actor: 'salesforce_admin',
    title: {
      en: 'A Salesforce organization refuses all mail',
      ja: 'Salesforce 組織がすべてのメールを拒否しています',
    },
    explanation: {
      en: 'The reason lies in the organization and not in single mails, so all mail for it waits. None is lost. One mail a minute is tried until it is accepted.',
      ja: '原因は個々のメールではなく組織側にあるため、この組織へのメールはすべて待機しています。メールは失われません。登録できるようになるまで、1 分ごとに 1 通を試します。',
    },
  },
  org_resumed: {
    type: 'org.resumed',
    status: 'active',
    failing: false,
    actor: 'nobody_retry',
    title: {
      en: 'A Salesforce organization accepts mail again',
      ja: 'Salesforce 組織への登録を再開しました',
    },
    explanation: {
      en: 'The mail that waited is being filed, the oldest first.',
      ja: '待っていたメールを、古い順に登録しています。',
    },
  },
};

/** Replaces the texts of a disconnect that did not revoke the grant: its owner has something to do. */
export const NOT_REVOKED: Pick<MessageTemplate, 'actor' | 'title' | 'explanation'> = {
  actor: 'mailbox_owner',
  title: {
    en: 'A mailbox was disconnected without revoking its access',
    ja: 'アクセス権を取り消さずにメールボックスが切断されました',
  },
  explanation: {
    en: 'The connector no longer uses it, and has forgotten its grant. At Google the access could not be revoked: the mailbox’s owner has to remove this app at https://myaccount.google.com/connections.',
    ja: 'コネクタはこのメールボックスを利用しなくなり、許可情報を削除しました。Google のアクセス権は取り消せていません。メールボックスの所有者が https://myaccount.google.com/connections でこのアプリを削除する必要があります。',
  },
};
