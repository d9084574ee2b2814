import type { Words } from '../../reader.ts';

/** The calls that a fault is about. */
export const CALLS = ['all', 'login', 'reads', 'writes'] as const;

export type Calls = (typeof CALLS)[number];

export type FaultParameter = {
  readonly name: string;
  readonly kind: 'number' | 'text' | 'calls';
  /** The value of a parameter that is not given. */
  readonly fallback: string | number;
  readonly means: Words;
};

export type FaultEntry = {
  readonly fault: string;
  readonly place: 'login' | 'org' | 'records' | 'network';
  readonly does: Words;
  readonly parameters: readonly FaultParameter[];
};

const TIMES: FaultParameter = {
  name: 'times',
  kind: 'number',
  fallback: 0,
  means: { en: 'how often; 0: until it is switched off', ja: '回数(0: オフにするまで)' },
};
const calls = (fallback: Calls): FaultParameter => ({
  name: 'calls',
  kind: 'calls',
  fallback,
  means: { en: 'which calls', ja: '対象の呼び出し' },
});
const text = (name: string, fallback: string, means: Words): FaultParameter => ({
  name,
  kind: 'text',
  fallback,
  means,
});
const number = (name: string, fallback: number, means: Words): FaultParameter => ({
  name,
  kind: 'number',
  fallback,
  means,
});

const OBJECT = text('object', 'Case', { en: 'of which object', ja: '対象のオブジェクト' });
const HEADERS = text('field', 'EmailMessage.Headers', { en: 'which field', ja: '対象の項目' });

/** Makes the entries of one place. Every fault may end by itself after some times. */
const at =
  (place: FaultEntry['place'], ...parameters: readonly FaultParameter[]) =>
  (fault: string, en: string, ja: string): FaultEntry => ({
    fault,
    place,
    does: { en, ja },
    parameters: [...parameters, TIMES],
  });
const [login, org, records, network] = [at('login'), at('org'), at('records'), at('network')];

const AT_LOGIN: readonly FaultEntry[] = [
  login(
    'no_run_as_user',
    'invalid_grant: no client credentials user enabled.',
    'invalid_grant: クライアントログイン情報フローの実行ユーザーが設定されていません。',
  ),
  login(
    'not_approved',
    'invalid_app_access: the user is not admin approved.',
    'invalid_app_access: ユーザーが管理者に承認されていません。',
  ),
  login(
    'not_pre_authorized',
    "Assertion: invalid_grant, user hasn't approved this consumer.",
    'アサーション: invalid_grant。ユーザーがこのコンシューマーを承認していません。',
  ),
  login(
    'app_not_installed',
    'app_not_found: the app is not installed in this org.',
    'app_not_found: アプリケーションがこの組織にインストールされていません。',
  ),
  login(
    'secret_changed',
    'invalid_client: the secret was rotated.',
    'invalid_client: コンシューマーの秘密が変更されました。',
  ),
  login(
    'flow_off',
    'unsupported_grant_type: the flow is not enabled.',
    'unsupported_grant_type: フローが有効化されていません。',
  ),
  login(
    'user_inactive',
    'invalid_grant: the user is frozen or inactive.',
    'invalid_grant: ユーザーが凍結されているか無効です。',
  ),
  login(
    'ip_restricted',
    'invalid_grant: the profile restricts addresses or hours.',
    'invalid_grant: プロファイルで IP アドレスまたはログイン時間が制限されています。',
  ),
  at('login', number('seconds', 60, { en: 'life', ja: '有効期間(秒)' }))(
    'short_session',
    'Access tokens live for so many seconds.',
    'アクセストークンの有効期間を、指定の秒数にします。',
  ),
];

const IN_ORG: readonly FaultEntry[] = [
  org(
    'token_refused',
    '401 INVALID_SESSION_ID though the token is live, as at a wrong instance.',
    'トークンが有効でも 401 INVALID_SESSION_ID。インスタンスの誤りと同じです。',
  ),
  org('api_disabled', '403 API_DISABLED_FOR_ORG.', '403 API_DISABLED_FOR_ORG。'),
  org(
    'daily_limit',
    '403 REQUEST_LIMIT_EXCEEDED, TotalRequests.',
    '403 REQUEST_LIMIT_EXCEEDED、TotalRequests。',
  ),
  org(
    'concurrent_limit',
    '403 REQUEST_LIMIT_EXCEEDED, ConcurrentRequests.',
    '403 REQUEST_LIMIT_EXCEEDED、ConcurrentRequests。',
  ),
  at('org', number('max', 100, { en: 'calls a day', ja: '1 日の API コール数' }))(
    'small_budget',
    'The daily limit is so many calls.',
    '1 日の上限を、指定の API コール数にします。',
  ),
  at('org', calls('all'))('maintenance', '503 SERVER_UNAVAILABLE.', '503 SERVER_UNAVAILABLE。'),
  org(
    'read_only',
    'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE.',
    'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE。',
  ),
  org(
    'storage_full',
    'STORAGE_LIMIT_EXCEEDED for records.',
    'データストレージの STORAGE_LIMIT_EXCEEDED。',
  ),
  org(
    'file_storage_full',
    'STORAGE_LIMIT_EXCEEDED for files.',
    'ファイルストレージの STORAGE_LIMIT_EXCEEDED。',
  ),
  org(
    'no_permissions',
    'The integration user lost access to every object.',
    'インテグレーションユーザーが、すべてのオブジェクトへのアクセス権を失いました。',
  ),
  org(
    'no_assignment_rule',
    'No assignment rule is active: the Default Case Owner gets the cases.',
    '有効な割り当てルールがなく、デフォルトのケース所有者に割り当てられます。',
  ),
];

const OF_RECORDS: readonly FaultEntry[] = [
  at(
    'records',
    OBJECT,
    text('contains', '', { en: 'only if the subject contains it', ja: '件名に含まれる場合のみ' }),
    text('message', 'Choose a product first.', {
      en: 'what the rule says',
      ja: 'ルールのメッセージ',
    }),
  )(
    'validation_rule',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION.',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION(入力規則)。',
  ),
  at('records', OBJECT)(
    'trigger_throws',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY.',
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY(トリガー)。',
  ),
  at('records', OBJECT)(
    'flow_fails',
    'CANNOT_EXECUTE_FLOW_TRIGGER.',
    'CANNOT_EXECUTE_FLOW_TRIGGER(フロー)。',
  ),
  records('row_locked', 'UNABLE_TO_LOCK_ROW.', 'UNABLE_TO_LOCK_ROW。'),
  at('records', HEADERS)('field_hidden', 'INVALID_FIELD.', 'INVALID_FIELD。'),
  at('records', HEADERS)(
    'field_read_only',
    'INVALID_FIELD_FOR_INSERT_UPDATE.',
    'INVALID_FIELD_FOR_INSERT_UPDATE。',
  ),
  records('key_missing', 'The key fields were deleted.', 'キー項目が削除されました。'),
  records(
    'key_not_unique',
    'The key fields are no longer unique.',
    'キー項目の値が一意でなくなりました。',
  ),
  at('records', text('field', 'Case.Region__c', { en: 'which field', ja: '対象の項目' }))(
    'field_required',
    'REQUIRED_FIELD_MISSING of a custom field.',
    'カスタム項目の REQUIRED_FIELD_MISSING。',
  ),
  records(
    'case_deleted',
    'The case of the next mail is deleted just before.',
    '次のメールのケースが、直前に削除されます。',
  ),
  records(
    'case_merged',
    'The case of the next mail is merged into another just before.',
    '次のメールのケースが、直前に別のケースとマージされます。',
  ),
];

const OF_NETWORK: readonly FaultEntry[] = [
  at('network', number('ms', 3000, { en: 'milliseconds', ja: 'ミリ秒' }), calls('all'))(
    'slow',
    'The answer comes late.',
    '応答が遅れます。',
  ),
  at('network', calls('writes'))(
    'answer_lost',
    'It is done, and the connection is cut before the answer.',
    '処理は完了し、応答の前に接続が切断されます。',
  ),
  at('network', calls('writes'))(
    'answer_cut',
    'It is done, and half of the answer arrives.',
    '処理は完了し、応答が途中で切れます。',
  ),
  at('network', calls('all'))(
    'dropped',
    'Nothing is done, the connection is cut.',
    '何も処理されず、接続が切断されます。',
  ),
  at('network', calls('all'))('server_error', '500 UNKNOWN_EXCEPTION.', '500 UNKNOWN_EXCEPTION。'),
  network(
    'acknowledgement_lost',
    'A delivered Outbound Message counts as failed, so that it is sent again.',
    '配信済みのアウトバウンドメッセージが失敗と見なされ、再送信されます。',
  ),
  at('network', calls('all'))(
    'html_error',
    '502 with an HTML page.',
    'HTML のページを 502 で返します。',
  ),
];

/** Every switch of the emulated org: the page, the API and its validation read this table. */
export const FAULTS: readonly FaultEntry[] = [...AT_LOGIN, ...IN_ORG, ...OF_RECORDS, ...OF_NETWORK];

/** The places, in the order in which the page lists them. */
export const PLACES: readonly { readonly place: FaultEntry['place']; readonly heading: Words }[] = [
  { place: 'login', heading: { en: 'At login', ja: 'ログイン' } },
  { place: 'org', heading: { en: 'The org', ja: '組織' } },
  { place: 'records', heading: { en: 'Its records', ja: 'レコード' } },
  { place: 'network', heading: { en: 'The network', ja: 'ネットワーク' } },
];
