import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';
import { ASK_SALESFORCE_ADMIN, GOES_ON, TRY_AGAIN } from './org-steps.ts';
import { TELL_CONNECTOR_TEAM } from './steps.ts';

const ASSIGN_PERMISSIONS = opening(
  LINKS.permissionSets,
  'In Salesforce open Setup > Permission Sets > Gmail_Email_to_Case > Manage Assignments, and add the connector’s user.',
  'Salesforce の [設定] > [権限セット] > Gmail_Email_to_Case > [割り当ての管理] で、コネクタのユーザーを追加してください。',
);

/** Why a Salesforce organization refuses one mail's records: the mail is held, or tried again. */
export const ORG_RECORDS = {
  org_validation_rule: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A validation rule in Salesforce refuses this mail',
      'Salesforce の入力規則により登録できません',
    ),
    explanation: both(
      'A validation rule of the case or e-mail message refuses what the mail would become. The mail is held and not lost, and so is later mail of its conversation.',
      'ケースまたはメールメッセージの入力規則に違反するため、登録できません。このメールと、同じスレッドの後のメールは保留され、失われません。',
    ),
    remedy: [
      opening(
        LINKS.caseValidation,
        'In Salesforce open Setup > Object Manager > Case > Validation Rules, and Email Message > Validation Rules. Let the rules except the connector’s user, or new cases from e-mail.',
        'Salesforce の [設定] > [オブジェクトマネージャー] で [ケース] と [メールメッセージ] の [入力規則] を開き、コネクタのユーザーまたはメールによる新規ケースを規則の対象から除外してください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [LINKS.emailValidation],
  },
  org_required_field: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce requires a field that mail does not fill',
      'メールでは入力されない必須項目があります',
    ),
    explanation: both(
      'A field of the case is required, and no mail has a value for it. The mail is held and not lost, and so is later mail of its conversation.',
      'ケースに必須項目がありますが、メールからは値を設定できません。このメールと、同じスレッドの後のメールは保留され、失われません。',
    ),
    remedy: [
      opening(
        LINKS.caseFields,
        'In Salesforce open Setup > Object Manager > Case > Fields & Relationships. Give the field a default value, or clear “Required” and require it in the page layout instead.',
        'Salesforce の [設定] > [オブジェクトマネージャー] > [ケース] > [項目とリレーション] で、項目にデフォルト値を設定するか、[必須項目] の選択を解除してページレイアウトで必須にしてください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_picklist_value: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce does not know a value of the routing',
      '設定した選択リスト値が Salesforce にありません',
    ),
    explanation: both(
      'The origin or priority that is set for this mailbox is not in the restricted picklist any more, or not for this record type. The mail is held and not lost.',
      'このメールボックスに設定した発生源または優先度が、制限付き選択リストにないか、レコードタイプで使用できません。メールは保留され、失われません。',
    ),
    remedy: [
      opening(
        LINKS.caseFields,
        'An administrator of Salesforce adds the value: Setup > Object Manager > Case > Fields & Relationships, and Record Types.',
        'Salesforce のシステム管理者が [設定] > [オブジェクトマネージャー] > [ケース] の [項目とリレーション] と [レコードタイプ] で値を追加してください。',
      ),
      both(
        'Or, if the value is not wanted, choose another one on the mailbox’s page under “Mail into cases”.',
        'その値が不要な場合は、メールボックスのページの「メールをケースに登録」で、別の値を選択してください。',
      ),
      TRY_AGAIN,
    ],
    links: [],
  },
  routing_invalid: {
    actor: 'developer',
    retries: false,
    title: both(
      'The chosen queue or record type is gone in Salesforce',
      '選択したキューまたはレコードタイプがありません',
    ),
    explanation: both(
      'The owner or record type that new cases of this mailbox get was deleted or deactivated, or may not be used. The mail is held and not lost.',
      'このメールボックスの新規ケースに設定する所有者またはレコードタイプが、削除または無効化されているか、使用を許可されていません。メールは保留され、失われません。',
    ),
    remedy: [
      both(
        'On the mailbox’s page choose a queue and a record type again under “Mail into cases”.',
        'メールボックスのページの「メールをケースに登録」で、キューとレコードタイプを選び直してください。',
      ),
      TRY_AGAIN,
    ],
    links: [],
  },
  org_record_type_not_allowed: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The user may not use this record type',
      'ユーザーにレコードタイプが割り当てられていません',
    ),
    explanation: both(
      'The record type exists no more, is inactive, or is not assigned to the connector’s user by a profile or permission set. The mail is held and not lost.',
      'レコードタイプが存在しないか、無効か、コネクタのユーザーのプロファイルまたは権限セットに割り当てられていません。メールは保留され、失われません。',
    ),
    remedy: [
      opening(
        LINKS.permissionSets,
        'In Salesforce open Setup > Permission Sets > Gmail_Email_to_Case > Object Settings > Cases > Edit, and tick the record type; or assign it in the user’s profile.',
        'Salesforce の [設定] > [権限セット] > Gmail_Email_to_Case > [オブジェクト設定] > [ケース] > [編集] で、レコードタイプを選択するか、ユーザーのプロファイルで割り当ててください。',
      ),
      both(
        'If the record type is gone, choose another one on the mailbox’s page under “Mail into cases”.',
        'レコードタイプがなくなった場合は、メールボックスのページの「メールをケースに登録」で、別のものを選択してください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_trigger_failed: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A trigger in Salesforce failed on this mail',
      'Salesforce の Apex トリガーが失敗しました',
    ),
    explanation: both(
      'Apex code of the organization threw an error when the case or e-mail message was written. It was tried several times. The mail is held and not lost.',
      'ケースまたはメールメッセージの登録時に、組織の Apex コードでエラーが発生しました。再試行しても成功しなかったため、メールは保留されています。失われることはありません。',
    ),
    remedy: [
      opening(
        LINKS.debugLogs,
        'In Salesforce open Setup > Debug Logs, add a trace for the connector’s user, and click “Try again” on the mailbox’s page: the log shows the line that failed.',
        'Salesforce の [設定] > [デバッグログ] でコネクタのユーザーの追跡を追加し、メールボックスのページで [再試行] をクリックして、失敗した行をログで確認してください。',
      ),
      opening(
        LINKS.apexTriggers,
        'The developer of the trigger corrects it (Setup > Apex Triggers), or excepts the connector’s user.',
        'トリガーの開発者が [設定] > [Apex トリガー] で修正するか、コネクタのユーザーを対象から除外してください。',
      ),
      TRY_AGAIN,
    ],
    links: [],
  },
  org_flow_failed: {
    actor: 'salesforce_admin',
    retries: false,
    title: both('A flow in Salesforce failed on this mail', 'Salesforce のフローが失敗しました'),
    explanation: both(
      'A record-triggered flow of the organization failed when the case or e-mail message was written. It was tried several times. The mail is held and not lost.',
      'ケースまたはメールメッセージの登録時に、組織のレコードトリガーフローが失敗しました。再試行しても成功しなかったため、メールは保留されています。失われることはありません。',
    ),
    remedy: [
      both(
        'Salesforce mails the flow’s error to its last editor. Setup > Paused And Failed Flow Interviews has it too.',
        'フローのエラーは、最後に編集したユーザーにメールで届きます。[設定] > [一時停止および失敗したフローインタビュー] でも確認できます。',
      ),
      opening(
        LINKS.flows,
        'Correct the flow (Setup > Flows), or except the connector’s user.',
        '[設定] > [フロー] でフローを修正するか、コネクタのユーザーを対象から除外してください。',
      ),
      TRY_AGAIN,
    ],
    links: [],
  },
  org_row_locked: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'Somebody else is writing this case in Salesforce',
      'ケースがほかの処理でロックされています',
    ),
    explanation: both(
      'Another person or process of the organization holds the case or its account at this moment. Nothing was written, and we try again by ourselves.',
      '組織の別のユーザーまたは処理が、ケースまたは取引先を更新しています。何も登録されていないため、自動で再試行します。',
    ),
    remedy: [both('You need not do anything.', '操作は必要ありません。')],
    links: [],
  },
  org_record_deleted: {
    actor: 'nobody_retry',
    retries: true,
    passes: false,
    title: both('The case was deleted in Salesforce', 'ケースが Salesforce で削除されています'),
    explanation: both(
      'The case that this mail belongs to was deleted or merged. We look for its case once more, and open a new one if there is none.',
      'このメールのケースは、削除またはマージされています。もう一度ケースを探し、見つからない場合は新しいケースを作成します。',
    ),
    remedy: [both('You need not do anything.', '操作は必要ありません。')],
    links: [],
  },
  org_parent_deleted: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The record that was to be used is in the recycle bin',
      '対象のレコードがごみ箱にあります',
    ),
    explanation: both(
      'A request named a record, such as the case of a mail, that somebody deleted or merged. The same request gets the same answer until the record is restored. For its own mail the connector looks for the case once more, and opens a new one.',
      'リクエストで指定したレコード(メールのケースなど)が、削除またはマージされています。復元しない限り、同じリクエストの結果は変わりません。コネクタが登録するメールの場合は、ケースを探し直し、見つからなければ新しく作成します。',
    ),
    remedy: [
      both(
        'In Salesforce open the app launcher > Recycle Bin > Org Recycle Bin, and restore the record within 15 days if it is still wanted.',
        'Salesforce のアプリケーションランチャーで [ごみ箱] > [組織のごみ箱] を開き、必要な場合は 15 日以内にレコードを復元してください。',
      ),
      both(
        'If it was merged, or is not wanted, let the program or flow name the record that took its place, or create a new one.',
        'マージされたか不要な場合は、プログラムまたはフローで、統合先のレコードを指定するか、新しく作成してください。',
      ),
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_value_too_long: {
    actor: 'developer',
    retries: false,
    title: both(
      'A value of this mail is too long for Salesforce',
      'メールの値が Salesforce の項目より長くなっています',
    ),
    explanation: both(
      'The connector should have cut the value to the field’s length. The mail is held and not lost.',
      '本来はコネクタが項目の長さに合わせて切り詰めます。メールは保留され、失われません。',
    ),
    remedy: [TELL_CONNECTOR_TEAM, TRY_AGAIN],
    links: [],
  },
} as const satisfies Record<string, Entry>;

/** Why a Salesforce organization takes no mail at all for a while, or lacks what the connector needs. */
export const ORG_STATE = {
  org_limit_reached: {
    actor: 'salesforce_admin',
    retries: false,
    passes: true,
    title: both(
      'Salesforce’s API requests of 24 hours are used up',
      'Salesforce の API 要求数が上限に達しました',
    ),
    explanation: both(
      'All systems that use the organization’s API share this limit. No mail is lost: it waits in Gmail, and is filed when requests are free again.',
      'この上限は、組織の API を使うすべてのシステムで共有されます。メールは失われず、要求数に空きができると自動で登録されます。',
    ),
    remedy: [
      opening(
        LINKS.companyInformation,
        'In Salesforce open Setup > Company Information (“API Requests, Last 24 Hours”) and Setup > API Usage to see who uses them.',
        'Salesforce の [設定] > [組織情報] の [API 要求数(この 24 時間)] で使用数を確認し、どのシステムが多く使用しているかを調べてください。',
      ),
      both(
        'Stop what is not needed, or buy more from Salesforce. Otherwise it ends by itself: each request counts for 24 hours.',
        '不要な処理を止めるか、追加の API コールを購入してください。各要求は 24 時間だけ数えられるため、何もしなくても自動的に解消します。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_busy: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'Salesforce has too many requests at the same time',
      'Salesforce への同時要求が多すぎます',
    ),
    explanation: both(
      'The organization serves only so many long requests at once. No mail is lost: we try again within seconds.',
      '組織が同時に処理できる長い要求の数には上限があります。メールは失われず、数秒以内に自動で再試行します。',
    ),
    remedy: [both('You need not do anything.', '操作は必要ありません。')],
    links: [],
  },
  org_storage_full: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The Salesforce organization has no storage left',
      'Salesforce 組織のストレージがいっぱいです',
    ),
    explanation: both(
      'Salesforce stores no further cases or files. No mail is lost: it waits in Gmail.',
      'Salesforce に新しいケースまたはファイルを保存できません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      opening(
        LINKS.storageUsage,
        'In Salesforce open Setup > Storage Usage. Delete what is not needed and empty the recycle bin, or buy more storage.',
        'Salesforce の [設定] > [ストレージ使用状況] を開き、不要なデータを削除してごみ箱を空にするか、ストレージを追加購入してください。',
      ),
      GOES_ON,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  org_field_missing: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'A field is missing or hidden in Salesforce',
      'Salesforce に項目がないか、権限がありません',
    ),
    explanation: both(
      'The organization does not have a field that the connector writes, or hides it from the connector’s user. No mail is lost: it waits in Gmail.',
      'コネクタが書き込む項目が組織にないか、コネクタのユーザーに項目レベルセキュリティの権限がありません。メールは失われず、Gmail に残っています。',
    ),
    remedy: [
      ASSIGN_PERMISSIONS,
      both(
        'If the permission set or its fields are missing, deploy the connector’s package again. Then click “Check now” on the organization’s page, which names the field.',
        '権限セットまたは項目がない場合は、コネクタのパッケージをもう一度リリースしてください。その後、組織のページで [今すぐ確認] をクリックすると、不足している項目が表示されます。',
      ),
      GOES_ON,
    ],
    links: [],
  },
  org_access_missing: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The connector’s user lacks access in Salesforce',
      'コネクタのユーザーにアクセス権がありません',
    ),
    explanation: both(
      'The user may not create or change a case, e-mail message or file, or may not see the record that it belongs to. The mail waits and is not lost.',
      'ケース、メールメッセージ、ファイルの作成や更新、または関連レコードの参照が許可されていません。メールは失われず、登録を待っています。',
    ),
    remedy: [
      ASSIGN_PERMISSIONS,
      both(
        'Check that its profile and permission sets allow Read, Create, Edit and View All for cases.',
        'プロファイルと権限セットで、ケースの [参照]、[作成]、[編集]、[すべて表示] が許可されていることを確認してください。',
      ),
      TRY_AGAIN,
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  salesforce_unavailable: {
    actor: 'nobody_retry',
    retries: true,
    title: both('Salesforce cannot be reached at the moment', '現在 Salesforce に接続できません'),
    explanation: both(
      'Salesforce is under maintenance, did not answer, or answered with an error page. No mail is lost: we try again by ourselves, and never file a mail twice.',
      'Salesforce がメンテナンス中か、応答しないか、エラーページを返しました。メールは失われません。自動で再試行し、二重に登録することもありません。',
    ),
    remedy: [
      both(
        'You need not do anything. https://status.salesforce.com shows maintenance and incidents.',
        '操作は必要ありません。メンテナンスや障害の情報は https://status.salesforce.com で確認できます。',
      ),
    ],
    links: [LINKS.salesforceStatus],
  },
  salesforce_unrecognised: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce refused, and we do not know the reason',
      'Salesforce に拒否されましたが、理由を特定できません',
    ),
    explanation: both(
      'Salesforce gave no reason that we recognise, so we would rather not guess. Its error code is kept. The mail waits and is not lost.',
      'Salesforce の回答が、既知のどの原因にも当てはまりません。エラーコードは記録に残しています。メールは失われず、登録を待っています。',
    ),
    remedy: [TELL_CONNECTOR_TEAM, TRY_AGAIN],
    links: [],
  },
} as const satisfies Record<string, Entry>;
