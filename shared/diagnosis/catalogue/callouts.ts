import { both, type Entry, opening } from '../entry.ts';
import { LINKS } from './links.ts';
import { ASK_SALESFORCE_ADMIN } from './org-steps.ts';

/** Why Salesforce could not call the connector: what Apex, a flow or an Outbound Message says of it. */
export const CALLOUTS = {
  callout_endpoint_missing: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Salesforce may not call this address yet',
      'Salesforce からこの URL への呼び出しが許可されていません',
    ),
    explanation: both(
      'Apex and flows may call only addresses that an administrator has registered in the organization. The connector was not reached.',
      'Apex とフローが呼び出せるのは、管理者が組織に登録した URL だけです。コネクタには届いていません。',
    ),
    remedy: [
      opening(
        LINKS.remoteSites,
        'In Salesforce open Setup > Remote Site Settings > New Remote Site, enter the connector’s address (https, host name only), and tick “Active”.',
        'Salesforce の [設定] > [リモートサイトの設定] > [新規リモートサイト] で、コネクタの URL(https とホスト名だけ)を入力し、[有効] を選択してください。',
      ),
      both(
        'Better: deploy the connector’s package for calls, whose Named Credential holds the address, and call it as callout:NAME.',
        'または、URL を含む指定ログイン情報が入ったコネクタのパッケージをリリースし、callout:名前 の形式で呼び出してください。',
      ),
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  callout_credential_missing: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'The user may not use the credential of the callout',
      'コールアウトのログイン情報を利用できません',
    ),
    explanation: both(
      'The Named or External Credential does not exist under this name, is not enabled for callouts, or the user who runs the flow or Apex has no access to its principal. The connector was not reached.',
      'この名前の指定ログイン情報または外部ログイン情報がないか、コールアウトが有効でないか、フローや Apex の実行ユーザーにプリンシパルへのアクセス権がありません。コネクタには届いていません。',
    ),
    remedy: [
      opening(
        LINKS.namedCredentials,
        'In Salesforce open Setup > Named Credentials, compare the names letter by letter, tick “Enabled for Callouts”, and see that the External Credential has a principal.',
        'Salesforce の [設定] > [指定ログイン情報] で名前が完全に一致することを確認し、[コールアウトに対して有効] を選択し、外部ログイン情報にプリンシパルがあることを確認してください。',
      ),
      opening(
        LINKS.permissionSets,
        'Setup > Permission Sets > the set of the users: add the principal under “External Credential Principal Access”, and assign the set to the running user, in automations also to the Automated Process user.',
        '[設定] > [権限セット] で対象の権限セットを開き、[外部ログイン情報プリンシパルアクセス] にプリンシパルを追加し、実行ユーザー(自動処理の場合は自動プロセスユーザーも)に割り当ててください。',
      ),
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
  callout_timed_out: {
    actor: 'nobody_retry',
    retries: true,
    passes: true,
    title: both(
      'The connector did not answer Salesforce in time',
      'コネクタの応答が Salesforce の制限時間を超えました',
    ),
    explanation: both(
      'A callout waits ten seconds unless its code says otherwise, and never longer than two minutes. The call may have arrived all the same. A call that is repeated with the same key does nothing twice.',
      'コールアウトの待ち時間は、指定がない場合は 10 秒、最大 2 分です。呼び出しは届いている可能性がありますが、同じキーで繰り返しても二重に処理されることはありません。',
    ),
    remedy: [
      both('Make the same call again.', '同じ呼び出しをもう一度実行してください。'),
      both(
        'If it happens often, set the time-out of the callout to 60 seconds, and let whoever runs the connector look into its log for slow or cold starts.',
        '頻繁に起こる場合は、コールアウトのタイムアウトを 60 秒に設定し、コネクタの運用担当者にログの確認(起動の遅延など)を依頼してください。',
      ),
    ],
    links: [],
  },
  callout_certificate_untrusted: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce does not trust the connector’s certificate',
      'Salesforce がコネクタの証明書を信頼していません',
    ),
    explanation: both(
      'The address that Salesforce calls shows a certificate that is expired, self-signed, for another name, or without its intermediate certificates. Browsers fetch missing ones, and Salesforce does not.',
      'Salesforce が呼び出す URL の証明書が、期限切れか、自己署名か、別の名前のものか、中間証明書が不足しています。ブラウザーは不足を補いますが、Salesforce は補いません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: let the server or load balancer send the whole chain, from an authority that Salesforce trusts, for the name that is called, with TLS 1.2 or later.',
        'コネクタの運用担当者が、Salesforce が信頼する認証局の証明書を、呼び出される名前で、中間証明書を含めて、TLS 1.2 以降で返すようにサーバーまたはロードバランサーを設定してください。',
      ),
      both(
        'The addresses of Cloud Run and of Cloud Functions have such a certificate: call them directly if nothing must stand before them.',
        'Cloud Run と Cloud Functions の URL の証明書は条件を満たしています。前段が不要な場合は、直接呼び出してください。',
      ),
    ],
    links: [],
  },
  callout_unreachable: {
    actor: 'developer',
    retries: false,
    title: both(
      'Salesforce cannot reach the connector’s address',
      'Salesforce からコネクタの URL に接続できません',
    ),
    explanation: both(
      'The host name is unknown on the internet, or nothing there takes the connection: the connector is off, or stands in a private network or behind a firewall.',
      'ホスト名がインターネット上で解決できないか、接続が受け付けられません。コネクタが停止しているか、社内ネットワークまたはファイアウォールの内側にあります。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: check that it runs, that its address is reachable from the internet on port 443, and that the firewall lets Salesforce’s addresses in.',
        'コネクタの運用担当者が、コネクタが動作していること、URL にインターネットからポート 443 で接続できること、ファイアウォールで Salesforce の IP アドレスが許可されていることを確認してください。',
      ),
      both(
        'Compare the address in Salesforce with the connector’s, letter by letter.',
        'Salesforce に登録した URL が、コネクタの URL と完全に一致することを確認してください。',
      ),
    ],
    links: [],
  },
  callout_not_allowed: {
    actor: 'salesforce_admin',
    retries: false,
    title: both(
      'Apex or a flow calls out where it may not',
      'コールアウトが許可されない場所で実行されています',
    ),
    explanation: both(
      'Salesforce allows no callout within a trigger, after a change that is not committed, or more than a hundred in one transaction. The connector was not reached.',
      'トリガーの中、未確定の変更の後、または 1 つのトランザクションで 100 回を超えるコールアウトは許可されません。コネクタには届いていません。',
    ),
    remedy: [
      both(
        'Whoever wrote the Apex code or flow moves the call: into a queueable or future method with callouts, into an asynchronous path of the flow, or before the first change.',
        'Apex コードまたはフローの作成者が、コールアウトを許可した Queueable または future メソッド、フローの非同期パス、または最初の変更の前に呼び出しを移してください。',
      ),
      ASK_SALESFORCE_ADMIN,
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
