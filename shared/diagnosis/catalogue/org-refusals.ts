import { both, type Entry } from '../entry.ts';
import { LINKS } from './links.ts';
import { ASK_SALESFORCE_ADMIN, ENTER_BY_HAND, TRY_AGAIN } from './org-steps.ts';
import { TELL_CONNECTOR_TEAM } from './steps.ts';

/** Rarer refusals of one mail's records, by what an administrator of Salesforce has set up. */
export const ORG_REFUSALS = {
  org_already_filed: {
    actor: 'nobody_retry',
    retries: true,
    passes: false,
    title: both('The record is already in Salesforce', 'このレコードはすでに登録されています'),
    explanation: both(
      'A record with the same unique value exists: most often the same mail, whose answer was lost the first time. It is found and counted as filed, and nothing is written twice.',
      '同じ一意の値を持つレコードがすでにあります。多くの場合、前回の応答を受け取れなかった同じメールです。登録済みとして扱い、二重に登録することはありません。',
    ),
    remedy: [both('You need not do anything.', '操作は必要ありません。')],
    links: [],
  },
  org_duplicate_rule: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A duplicate rule in Salesforce blocks the record',
      '重複ルールによりブロックされています',
    ),
    explanation: both(
      'A duplicate rule is set to “Block”, or several records match where one was expected. The mail is held and not lost; where only the contact is concerned, it is filed without one.',
      '重複ルールのアクションが [ブロック] に設定されているか、一致するレコードが複数あります。メールは保留され、失われません。取引先責任者だけが対象の場合は、取引先責任者なしで登録されます。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > Duplicate Rules. Set the action on create to “Allow”, or except the connector’s user in the rule’s conditions.',
        'Salesforce の [設定] > [重複ルール] を開き、作成時のアクションを [許可] にするか、ルールの条件でコネクタのユーザーを対象から除外してください。',
      ),
      both(
        'Where several records match, merge them.',
        '一致するレコードが複数ある場合は、マージしてください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [LINKS.duplicateRules],
  },
  org_request_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce calls our request malformed',
      'Salesforce へのリクエストの形式が不正です',
    ),
    explanation: both(
      'Salesforce cannot read the request: its form, an id, a query or the API version is wrong. No setting of the organization helps. The mail waits and is not lost.',
      'リクエストの形式、ID、クエリ、または API バージョンに誤りがあり、Salesforce が読み取れません。組織の設定では解決しません。メールは失われず、登録を待っています。',
    ),
    remedy: [TELL_CONNECTOR_TEAM, TRY_AGAIN],
    links: [],
  },
  org_value_invalid: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce does not accept a value of this mail',
      'メールの値が Salesforce に受け付けられません',
    ),
    explanation: both(
      'An address, a number or a date of the mail is not valid for its field, such as a sender’s address that Salesforce calls malformed. The mail is held and not lost.',
      'メールのアドレス、数値、日付などが項目の形式に合いません(Salesforce が不正とみなす差出人のアドレスなど)。メールは保留され、失われません。',
    ),
    remedy: [ENTER_BY_HAND, TELL_CONNECTOR_TEAM, TRY_AGAIN],
    links: [],
  },
  org_record_settings: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A setting of the object in Salesforce refuses it',
      'オブジェクトの設定により登録できません',
    ),
    explanation: both(
      'A lookup filter, a dependency between fields, a limit of related records or a feature that is off refuses what the mail would become. The mail is held and not lost.',
      'ルックアップ検索条件、項目間の制約、関連レコード数の上限、または無効な機能により、登録できません。メールは保留され、失われません。',
    ),
    remedy: [
      both(
        'The answer names a field or a limit. In Salesforce open Setup > Object Manager > Case (or Email Message) > Fields & Relationships, and see the filter and the dependencies of that field.',
        '応答に項目名または上限が示されています。Salesforce の [設定] > [オブジェクトマネージャー] で [ケース] または [メールメッセージ] の [項目とリレーション] を開き、その項目の検索条件と連動関係を確認してください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [LINKS.caseFields],
  },
  org_approval_lock: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The case is locked by an approval process',
      'ケースが承認プロセスでロックされています',
    ),
    explanation: both(
      'The record waits for an approval, and until then only administrators may change it. It is not the short lock of another process: trying again helps only once it is approved.',
      'レコードが承認待ちのため、管理者以外は変更できません。ほかの処理による一時的なロックではなく、承認が終わるまで再試行しても登録できません。',
    ),
    remedy: [
      both(
        'In Salesforce open the case, and approve or recall the request; an administrator can choose “Unlock record”.',
        'Salesforce でケースを開き、申請を承認するか取り消してください。システム管理者は [ロック解除] を選択できます。',
      ),
      both(
        'Let the approval process allow edits by administrators and the connector’s user (Setup > Approval Processes > Record Editability).',
        '[設定] > [承認プロセス] の [レコードの編集] で、システム管理者とコネクタのユーザーによる編集を許可してください。',
      ),
      TRY_AGAIN,
    ],
    links: [LINKS.approvals],
  },
  org_security_policy: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A security policy in Salesforce blocks the call',
      'トランザクションセキュリティによりブロックされています',
    ),
    explanation: both(
      'A transaction security policy of the organization (Event Monitoring) does not allow what the connector’s user did. The mail waits and is not lost.',
      '組織のトランザクションセキュリティポリシー(イベントモニタリング)により、コネクタのユーザーの操作が許可されていません。メールは失われず、登録を待っています。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > Transaction Security Policies, find the policy that was triggered, and except the connector’s user.',
        'Salesforce の [設定] > [トランザクションセキュリティポリシー] で該当するポリシーを開き、コネクタのユーザーを対象から除外してください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [LINKS.transactionSecurity],
  },
  org_owner_inactive: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The case would belong to an inactive user',
      'ケースの所有者になるユーザーが無効です',
    ),
    explanation: both(
      'An assignment rule, a flow or the routing gives the case to a user who is inactive or may not own cases. The mail is held and not lost.',
      '割り当てルール、フロー、または振り分けの設定により、無効なユーザー、またはケースの所有者になれないユーザーに割り当てられます。メールは保留され、失われません。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > Case Assignment Rules, Support Settings (Default Case Owner) and the case’s flows, and name an active user or a queue.',
        'Salesforce の [設定] > [ケースの割り当てルール]、[サポート設定] の [デフォルトのケース所有者]、ケースのフローで、有効なユーザーまたはキューを指定してください。',
      ),
      both(
        'If the mailbox’s own settings name the owner, choose another one under “Mail into cases” on its page.',
        'メールボックスの設定で所有者を指定している場合は、メールボックスのページの「メールをケースに登録」で選び直してください。',
      ),
      TRY_AGAIN,
    ],
    links: [LINKS.assignmentRules],
  },
  org_file_refused: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce does not accept a file of this mail',
      '添付ファイルが Salesforce に受け付けられません',
    ),
    explanation: both(
      'The organization forbids the kind of file, or the file is larger than Salesforce stores. The mail is held and not lost, and the file is still in Gmail.',
      '組織の設定でファイルの種類が禁止されているか、ファイルが上限を超えています。メールは保留され、失われません。ファイルは Gmail に残っています。',
    ),
    remedy: [
      both(
        'In Salesforce open Setup > File Upload and Download Security, and allow the kind of file; Setup > General Settings (Salesforce Files) has the rest.',
        'Salesforce の [設定] > [ファイルのアップロードおよびダウンロードセキュリティ] でファイルの種類を許可してください。そのほかの設定は [設定] > [一般設定](Salesforce Files)にあります。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [LINKS.fileSecurity],
  },
} as const satisfies Record<string, Entry>;
