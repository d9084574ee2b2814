import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';
import { ENTER_BY_HAND, TRY_AGAIN } from './org-steps.ts';
import { TELL_CONNECTOR_TEAM } from './steps.ts';

/** What happens without Gmail's announcements. */
const POLLED = both(
  'New mail is found all the same, within a minute or two, and none is lost. The mailbox need not be reconnected.',
  '新着メールは 1～2 分以内に検出され、失われません。メールボックスの再接続は不要です。',
);

const pollsAfter = (en: string, ja: string) => both(`${en} ${POLLED.en}`, `${ja}${POLLED.ja}`);

const OPEN_TOPICS = opening(
  LINKS.topics,
  'In the Google Cloud console choose the connector’s project and open Pub/Sub > Topics.',
  'Google Cloud コンソールでコネクタのプロジェクトを選び、[Pub/Sub] > [トピック] を開いてください。',
);

/** Why Gmail does not announce new mail (users.watch), and why a mail became no case. */
export const MAIL = {
  watch_topic_of_another_project: {
    actor: 'developer',
    retries: false,
    title: both(
      'The Pub/Sub topic is in another project than the client',
      'Pub/Sub トピックが別のプロジェクトにあります',
    ),
    explanation: pollsAfter(
      'Gmail announces new mail only to a topic of the Google Cloud project that owns the OAuth client or service account.',
      'Gmail が新着メールを通知できるのは、OAuth クライアントまたはサービス アカウントと同じ Google Cloud プロジェクトのトピックだけです。',
    ),
    remedy: [
      both(
        'Create the topic in the client’s project, and name it in full in the connector’s configuration: projects/PROJECT/topics/TOPIC.',
        'クライアントのプロジェクトにトピックを作成し、コネクタの設定に projects/プロジェクト/topics/トピック の形式で指定してください。',
      ),
    ],
    links: [LINKS.topics],
  },
  watch_publisher_missing: {
    actor: 'cloud_project_owner',
    retries: false,
    title: both(
      'Gmail may not publish to the Pub/Sub topic',
      'Gmail が Pub/Sub トピックに公開できません',
    ),
    explanation: pollsAfter(
      'Gmail’s own service account lacks the role of a publisher on the topic, often because a policy of the organization restricts domains.',
      'Gmail のサービス アカウントに、トピックのパブリッシャーのロールがありません。組織のポリシーによるドメインの制限が原因の場合もあります。',
    ),
    remedy: [
      OPEN_TOPICS,
      both(
        'Choose the topic, click “Add principal”, and give gmail-api-push@system.gserviceaccount.com the role “Pub/Sub Publisher”; or run terraform apply.',
        'トピックを選択して [プリンシパルを追加] をクリックし、gmail-api-push@system.gserviceaccount.com に [Pub/Sub パブリッシャー] のロールを付与するか、terraform apply を実行してください。',
      ),
      both(
        'If that is refused: exempt the project from the organization policy “Domain restricted sharing”.',
        '付与が拒否される場合は、組織のポリシー [ドメインで制限された共有] の対象からプロジェクトを除外してください。',
      ),
    ],
    links: [],
  },
  watch_topic_missing: {
    actor: 'developer',
    retries: false,
    title: both('The Pub/Sub topic does not exist', 'Pub/Sub トピックが存在しません'),
    explanation: pollsAfter(
      'The connector’s configuration names no topic (GMAIL_PUSH_TOPIC), or one that was never created or was deleted.',
      'コネクタの設定(GMAIL_PUSH_TOPIC)にトピックがないか、設定されたトピックが作成されていないか、削除されています。',
    ),
    remedy: [
      OPEN_TOPICS,
      both(
        'Run terraform apply, which creates the topic and its subscription; or set its name as GMAIL_PUSH_TOPIC in the connector’s configuration.',
        'terraform apply を実行してトピックとサブスクリプションを作成するか、コネクタの設定の GMAIL_PUSH_TOPIC に正しいトピック名を指定してください。',
      ),
    ],
    links: [],
  },
  watch_taken: {
    actor: 'developer',
    retries: false,
    title: both(
      'Another system has this mailbox’s announcements',
      'ほかのシステムが Gmail の通知を受けています',
    ),
    explanation: pollsAfter(
      'Gmail announces a mailbox’s mail to one topic for each Google Cloud project. Another installation of this project, such as a test system, took its place.',
      'Gmail の通知先は、メールボックスと Google Cloud プロジェクトの組み合わせごとに 1 つのトピックだけです。テスト環境など、同じプロジェクトの別のシステムが通知を受けています。',
    ),
    remedy: [
      both(
        'Give each installation a Google Cloud project of its own, or disconnect the mailbox from the other one.',
        'システムごとに別の Google Cloud プロジェクトを使うか、もう一方のシステムでこのメールボックスを切断してください。',
      ),
    ],
    links: [],
  },
  intake_scope_missing: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector may not read this mailbox’s mail',
      'メールを読む権限が許可されていません',
    ),
    explanation: both(
      'The mailbox is connected for less than receiving mail. Its mail stays in Gmail, and becomes cases only once the connector may read it.',
      'メールボックスは接続されていますが、メールの受信に必要な権限がありません。メールは Gmail に残り、権限が許可されるとケースに登録されます。',
    ),
    remedy: [
      both(
        'On the setup page connect the mailbox again with the profile “Receive and send”.',
        '設定ページで、メールボックスを「受信と送信」の範囲で接続し直してください。',
      ),
    ],
    links: [],
  },
  mail_unreadable: {
    actor: 'developer',
    retries: false,
    title: both('The mail could not be read', 'メールを読み取れませんでした'),
    explanation: both(
      'Its format is broken, or it is larger than what can be filed. It is held here and still in Gmail.',
      'メールの形式が壊れているか、登録できる大きさを超えています。保留されており、Gmail にも残っています。',
    ),
    remedy: [ENTER_BY_HAND, TELL_CONNECTOR_TEAM, TRY_AGAIN],
    links: [],
  },
  mail_stops_process: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector stops when it files this mail',
      'このメールの処理中にコネクタが停止します',
    ),
    explanation: both(
      'The process that files mail ended while it worked on this mail; after three times in a row the mail is held. It may need more memory or time than the process has. Other mail is filed. This one is still in Gmail.',
      'このメールの処理中に、登録処理のプロセスが異常終了しました。3 回続くと、メールは保留されます。処理に必要なメモリまたは時間が不足している可能性があります。ほかのメールは登録されます。このメールは Gmail に残っています。',
    ),
    remedy: [
      ENTER_BY_HAND,
      both(
        'To have it filed instead: look in the log for why the process ended, and give it more memory, or let the developer mend the connector.',
        'コネクタで登録する場合は、ログでプロセスが終了した原因を確認し、メモリを増やすか、開発者に修正を依頼してください。',
      ),
      TRY_AGAIN,
    ],
    links: [],
  },
  mail_loop: {
    actor: 'developer',
    retries: false,
    title: both(
      'More than fifteen equal mails came within a minute',
      '同じ内容のメールが 1 分間に 15 通を超えました',
    ),
    explanation: both(
      'One sender sent them, with the same subject, text and attachments. The first fifteen are filed, and the others are held: two programs that answer each other’s mail never end by themselves. Other mail of the same conversation is filed meanwhile.',
      '同じ差出人から、件名・本文・添付ファイルが同じメールが続けて届きました。最初の 15 通は登録し、以降は保留しています。プログラムどうしが自動で返信し合うと、いつまでも終わらないためです。同じスレッドのほかのメールは、その間も登録されます。',
    ),
    remedy: [
      both(
        'Open one of the mails in Gmail and see who sends them. If a program answers what Salesforce or the mailbox sends by itself, end that answer on one of the two sides.',
        'Gmail でメールを開いて差出人を確認してください。Salesforce またはメールボックスの自動送信メールに別のプログラムが返信している場合は、どちらか一方の自動返信を停止してください。',
      ),
      both(
        'If nobody needs these mails, click “Skip all” for this cause on the mailbox’s page. Mail of a sender that nobody ever needs can be blocked in the settings of the mailbox.',
        'これらのメールが不要な場合は、メールボックスのページで、この原因の [すべてスキップ] をクリックしてください。常に不要な差出人は、メールボックスの設定でブロックできます。',
      ),
      both(
        'If they are needed, click “Try all again”: they are filed and not held again. If such mail is usual in this mailbox, as the alerts of a system may be, choose “File each of them” for “Loops” in its settings.',
        '必要な場合は [すべて再試行] をクリックしてください。登録され、再び保留されることはありません。システムからの通知など、同じ内容のメールが普段から多く届くメールボックスでは、設定の [メールのループ] で [すべて登録する] を選択してください。',
      ),
    ],
    links: [],
  },
  mail_gone: {
    actor: 'nobody_retry',
    retries: true,
    title: both('The mail is not in the mailbox', 'メールがメールボックスにありません'),
    explanation: both(
      'Gmail announced this mail, and does not show it. We look again for ten minutes; then it counts as deleted before it could be read.',
      'Gmail から通知されたメールが見つかりません。10 分間確認を続け、見つからない場合は、読み取る前に削除されたものとして扱います。',
    ),
    remedy: [both('You need not do anything.', '操作は必要ありません。')],
    links: [],
  },
  earlier_mail_waits: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'An earlier mail of the conversation comes first',
      '同じスレッドの前のメールを待っています',
    ),
    explanation: both(
      'An earlier mail of the same conversation is not filed yet. This one follows it, so that both get on the same case.',
      '同じスレッドの前のメールがまだ登録されていません。同じケースに登録するため、前のメールの後に処理します。',
    ),
    remedy: [
      both(
        'You need not do anything for this mail. If the earlier one is held, its own entry says what to do.',
        'このメールへの操作は必要ありません。前のメールが保留中の場合は、そのメールの対処方法を確認してください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
