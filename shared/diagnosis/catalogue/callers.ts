import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';

/** What is wrong with a call of Salesforce's. */
export const CALLERS = {
  caller_permission_missing: {
    actor: 'developer',
    retries: false,
    title: both('The caller may not do this', '呼び出し元にこの操作の権限がありません'),
    explanation: both(
      'Salesforce proved who it is, but the caller that it used does not have the permission for this operation. Nothing was changed.',
      'Salesforce の呼び出し元は確認できましたが、この操作の権限が付与されていません。何も変更していません。',
    ),
    remedy: [
      both(
        'On the setup page choose “Salesforce callers”, open the caller, tick the permission, and save.',
        '設定ページの [Salesforce の呼び出し元] で呼び出し元を開き、権限のチェックボックスを選択して保存してください。',
      ),
      both(
        'The secrets of SALESFORCE_WEBHOOK_SECRETS may only ask for the status. For anything else add a caller.',
        'SALESFORCE_WEBHOOK_SECRETS のシークレットでは、状態の確認だけができます。その他の操作には呼び出し元を追加してください。',
      ),
    ],
    links: [],
  },
  call_too_old: {
    actor: 'salesforce_admin',
    retries: false,
    title: both('The call is too old', '呼び出しの署名が古すぎます'),
    explanation: both(
      'The moment in the call is more than five minutes away from the connector’s clock, so that it may be a copy of an earlier call. Nothing was changed.',
      '呼び出しに含まれる日時が、コネクタの時計と 5 分以上ずれています。以前の呼び出しを再送したものかもしれないため、何も変更していません。',
    ),
    remedy: [
      both(
        'Sign each attempt anew, with the present time in webhook-timestamp or in sentAt.',
        '再試行のたびに、現在の日時を webhook-timestamp または sentAt に設定し、署名し直してください。',
      ),
    ],
    links: [],
  },
  calls_too_many: {
    actor: 'salesforce_admin',
    retries: false,
    title: both('Salesforce calls too often', 'Salesforce からの呼び出しが多すぎます'),
    explanation: both(
      'One caller sent more than 50 calls a second for a while. The calls of other callers are not affected.',
      '1 つの呼び出し元から、毎秒 50 件を超える呼び出しが続きました。他の呼び出し元に影響はありません。',
    ),
    remedy: [
      both(
        'Try again in a moment. If it lasts, look for a Flow or an Apex job that calls in a loop.',
        '少し待ってからもう一度お試しください。続く場合は、ループの中で呼び出しているフローまたは Apex ジョブがないか確認してください。',
      ),
    ],
    links: [],
  },
  event_id_reused: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Two different calls have the same event ID',
      '異なる呼び出しに同じイベント ID が使われています',
    ),
    explanation: both(
      'The event ID says which calls are the same, so that none is done twice. An earlier call had this one and asked for something else. Nothing was changed.',
      'イベント ID は、同じ呼び出しを 2 回処理しないための識別子です。この ID は、内容の異なる以前の呼び出しで使用されています。何も変更していません。',
    ),
    remedy: [
      both(
        'Use an ID that belongs to exactly one action, for example the record’s ID with the name of the step.',
        'レコード ID に処理の名前を付けるなど、1 つの操作だけに対応する ID を使用してください。',
      ),
    ],
    links: [],
  },
  outbound_setup_wrong: {
    actor: 'developer',
    retries: false,
    title: both(
      'What is set up for the Outbound Message does not fit',
      'アウトバウンドメッセージの設定に誤りがあります',
    ),
    explanation: both(
      'A caller for Outbound Messages needs the id of its organization, an operation, and a mapping that fits this operation.',
      'アウトバウンドメッセージの呼び出し元には、組織 ID、操作、その操作に合う項目の対応付けが必要です。',
    ),
    remedy: [
      both(
        'On the setup page choose “Salesforce callers”, open the caller, and correct what it says. Salesforce sends the message again by itself.',
        '設定ページの [Salesforce の呼び出し元] で呼び出し元を開き、表示された箇所を修正してください。メッセージは Salesforce から自動的に再送されます。',
      ),
    ],
    links: [],
  },
  outbound_org_other: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The Outbound Message comes from another organization',
      'アウトバウンドメッセージが別の組織から送信されています',
    ),
    explanation: both(
      'The address with its key is right, but the organization is not the one of this caller. Most often it is a sandbox, into which the Outbound Message was copied from production. Nothing was done.',
      'キーを含む URL は正しいものの、呼び出し元に登録された組織とは別の組織から送信されています。本番環境からアウトバウンドメッセージがコピーされた Sandbox であることがほとんどです。何も実行していません。',
    ),
    remedy: [
      both(
        'In a sandbox, deactivate the Outbound Message’s Flow or workflow rule, or enter the address of a caller of its own.',
        'Sandbox では、アウトバウンドメッセージを送信するフローまたはワークフロールールを無効にするか、Sandbox 専用の呼び出し元の URL を設定してください。',
      ),
      opening(
        LINKS.companyInformation,
        'If it is the right organization, copy its id (Setup → Company Information → Salesforce.com Organization ID) to the caller’s page.',
        '正しい組織である場合は、組織 ID([設定] → [組織情報] → [Salesforce.com 組織 ID])を呼び出し元のページに登録してください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
