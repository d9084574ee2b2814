import type { Cause } from './diagnosis.ts';
import type { ScreenWords } from './screen-text.ts';

const words = (...phrases: readonly string[]): ScreenWords => ({ codes: [], phrases });

/** Salesforce's messages without their codes, as its pages and mails show them, in English and Japanese. */
export const ORG_MESSAGES: Partial<Readonly<Record<Cause, ScreenWords>>> = {
  org_busy: words(
    'concurrentperorglongtxn limit exceeded',
    'concurrentrequests (concurrent api requests) limit exceeded',
    'concurrentrequests の制限を超えました',
  ),
  org_trigger_failed: words(
    'apex cpu time limit exceeded',
    'apex heap size too large',
    'too many soql queries: 101',
    'execution of beforeinsert',
    'execution of afterinsert',
    'apex の cpu 制限時間を超えました',
    'により予期しない例外が発生しました。システム管理者に連絡してください',
  ),
  org_flow_failed: words(
    'process failed. give your salesforce admin these details',
    'an unhandled fault has occurred in this flow',
    '処理失敗により、レコードを保存できません',
    'このフローで処理されていない障害が発生しました',
  ),
  org_field_missing: words(
    'if you are attempting to use a custom field, be sure to append the __c',
    'カスタム項目を使用する場合は、カスタム項目名の後に __c を追加してください',
  ),
  org_picklist_value: words(
    'bad value for restricted picklist field',
    '制限付き選択リスト項目の値が不適切です',
  ),
  org_record_type_not_allowed: words(
    'record type id: this id value isn’t valid for the user',
    'レコードタイプ id: id 値がユーザに対して有効ではありません',
  ),
  org_access_missing: words(
    'insufficient access rights on object id',
    'insufficient access rights on cross-reference id',
    'オブジェクト id に対する十分なアクセス権限がありません',
    'クロス参照 id に対する十分なアクセス権限がありません',
  ),
  org_record_deleted: words('entity is deleted', 'エンティティは削除されています'),
  org_duplicate_rule: words(
    'use one of these records?',
    'これらのレコードのいずれかを使用しますか',
    '重複するレコードが見つかりました',
  ),
  org_owner_inactive: words('operation performed with inactive user', '無効なユーザによる操作'),
  org_approval_lock: words(
    'this record is locked. if you need to edit it, contact your admin',
    'the entity is locked for editing',
    'このレコードはロックされています',
  ),
  org_value_too_long: words('data value too large', 'データ値が大きすぎます'),
  org_session_ended: words('invalid session id found in sessionheader'),
};
