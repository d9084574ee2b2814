import { both, type Entry } from '../entry.ts';

const AFTERWARDS = both(
  'Connected mailboxes are then tried again automatically. If you were signing in or connecting a mailbox, start again.',
  '解決すると、接続済みのメールボックスは自動で再試行されます。ログインまたは接続の途中だった場合は、最初からやり直してください。',
);

const IN_THE_LOG = both(
  'The log line of the failure has the exact code, under upstream.network.',
  '詳しいコードは、エラーのログの upstream.network に記録されています。',
);

/** Calls that never reached Google: the network around the connector is its operator’s. */
export const NETWORK = {
  network_name_unresolved: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector cannot resolve Google’s host name',
      'Google のホスト名を解決できません',
    ),
    explanation: both(
      'The DNS of the machine or network on which the connector runs does not answer for Google’s hosts. Google was not reached, the mailboxes are not at fault, and nothing was changed.',
      'コネクタが動作しているマシンまたはネットワークの DNS で、Google のホスト名を解決できません。Google に接続できていませんが、メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: check the DNS settings of the machine or the VPC network. If only a proxy reaches the internet, set HTTPS_PROXY.',
        'コネクタの運用担当者が、マシンまたは VPC ネットワークの DNS 設定を確認してください。プロキシ経由でのみインターネットに接続できる場合は、HTTPS_PROXY を設定してください。',
      ),
      AFTERWARDS,
    ],
    links: [],
  },
  network_name_server_silent: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'The name server did not answer just now',
      'DNS サーバーが一時的に応答していません',
    ),
    explanation: both(
      'The DNS of the machine or network calls this temporary (EAI_AGAIN). Google was not reached, nothing was changed, and we try again by ourselves.',
      'マシンまたはネットワークの DNS が一時的な障害(EAI_AGAIN)を返しました。Google に接続できていませんが、何も変更しておらず、自動で再試行します。',
    ),
    remedy: [
      both('You need not do anything.', '操作は必要ありません。'),
      both(
        'If it lasts for more than ten minutes: whoever runs the connector checks the DNS settings of the machine, container or VPC network.',
        '10 分以上続く場合は、コネクタの運用担当者が、マシン、コンテナ、または VPC ネットワークの DNS 設定を確認してください。',
      ),
    ],
    links: [],
  },
  network_connection_failed: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connector cannot open a connection to Google',
      'Google への接続を確立できません',
    ),
    explanation: both(
      'A firewall or a missing route on the way refuses the connection, or drops it until time is up. Google was not reached, the mailboxes are not at fault, and nothing was changed.',
      '経路上のファイアウォールまたはルーティングの問題により、接続が拒否されるか、タイムアウトしています。Google に接続できていませんが、メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: allow outgoing connections on port 443 to accounts.google.com, oauth2.googleapis.com, www.googleapis.com and gmail.googleapis.com. If only a proxy reaches the internet, set HTTPS_PROXY.',
        'コネクタの運用担当者が、accounts.google.com、oauth2.googleapis.com、www.googleapis.com、gmail.googleapis.com のポート 443 への送信を許可してください。プロキシ経由でのみインターネットに接続できる場合は、HTTPS_PROXY を設定してください。',
      ),
      IN_THE_LOG,
      AFTERWARDS,
    ],
    links: [],
  },
  network_connect_slow: {
    actor: 'nobody_retry',
    retries: true,
    title: both('A connection was not made in time', '接続の確立に時間がかかりすぎました'),
    explanation: both(
      'The program gave up after some seconds, before Google or Salesforce answered. Once, that is a busy network. Each time, something on the way drops the connection. Nothing was sent, and we try again by ourselves.',
      'Google または Salesforce が応答する前に、プログラムが数秒で接続を中止しました。1 回だけであれば、ネットワークの一時的な混雑です。毎回発生する場合は、経路上の機器が接続を破棄しています。何も送信しておらず、自動で再試行します。',
    ),
    remedy: [
      both('You need not do anything.', '操作は必要ありません。'),
      both(
        'If no connection is made for ten minutes: whoever runs the connector allows outgoing connections on port 443 to the host that the error names, or sets HTTPS_PROXY.',
        '10 分以上まったく接続できない場合は、コネクタの運用担当者が、エラーに示されたホストのポート 443 への送信を許可するか、HTTPS_PROXY を設定してください。',
      ),
    ],
    links: [],
  },
  network_certificate_untrusted: {
    actor: 'developer',
    retries: false,
    title: both(
      'The connection to Google is not trusted (TLS)',
      'Google との通信の証明書を信頼できません(TLS)',
    ),
    explanation: both(
      'Something between the connector and Google answered with a certificate that is not Google’s, or ended the encrypted connection: usually a proxy or firewall that inspects TLS. The connector sent nothing, and nothing was changed.',
      'コネクタと Google の間にある機器が、Google のものではない証明書を返したか、暗号化通信を切断しました。多くの場合、TLS を検査するプロキシやファイアウォールが原因です。コネクタは何も送信しておらず、何も変更していません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: if your organization inspects TLS, set NODE_EXTRA_CA_CERTS to the file with its root certificate (PEM), and start the connector again. Or exempt Google’s hosts from the inspection.',
        '組織で TLS を検査している場合は、コネクタの運用担当者が NODE_EXTRA_CA_CERTS に組織のルート証明書(PEM)のファイルを設定し、コネクタを再起動してください。または、Google のホストを検査の対象から除外してください。',
      ),
      both(
        'If the error says that the certificate has expired or is not yet valid, correct the machine’s clock.',
        '証明書の期限切れ、またはまだ有効でないというエラーの場合は、マシンの時刻を修正してください。',
      ),
      IN_THE_LOG,
      AFTERWARDS,
    ],
    links: [],
  },
  network_proxy_failed: {
    actor: 'developer',
    retries: false,
    title: both(
      'The proxy does not let the connector through',
      'プロキシ経由で Google に接続できません',
    ),
    explanation: both(
      'HTTPS_PROXY or HTTP_PROXY names a proxy, and that proxy cannot be reached or refuses the connection to Google. The mailboxes are not at fault, and nothing was changed.',
      'HTTPS_PROXY または HTTP_PROXY に設定したプロキシに接続できないか、プロキシが Google への接続を拒否しています。メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: check the proxy’s address and port. PROXY_407 in the log means that it wants a user name and a password, which belong in the URL.',
        'コネクタの運用担当者が、プロキシのアドレスとポートを確認してください。ログに PROXY_407 とある場合は認証が必要です。ユーザー名とパスワードを URL に含めてください。',
      ),
      both(
        'Let the proxy connect to accounts.google.com, oauth2.googleapis.com, www.googleapis.com and gmail.googleapis.com on port 443.',
        'プロキシで、accounts.google.com、oauth2.googleapis.com、www.googleapis.com、gmail.googleapis.com のポート 443 への接続を許可してください。',
      ),
      AFTERWARDS,
    ],
    links: [],
  },
  network_page_in_front: {
    actor: 'developer',
    retries: false,
    title: both(
      'A page of the network came instead of the answer',
      '応答の代わりにネットワーク機器のページが返されました',
    ),
    explanation: both(
      'A web filter, a firewall or the sign-in page of a network (Zscaler, FortiGate, Squid, a hotel’s Wi-Fi) answered in the place of Google or Salesforce. They were not reached, the mailboxes are not at fault, and nothing was changed.',
      'ウェブフィルター、ファイアウォール、ネットワークのログイン画面(Zscaler、FortiGate、Squid、公衆 Wi-Fi など)が、Google または Salesforce の代わりに応答しました。Google と Salesforce には届いておらず、メールボックスに問題はなく、何も変更していません。',
    ),
    remedy: [
      both(
        'Whoever runs the connector: let the people of the network except these hosts from filter and sign-in: accounts.google.com, oauth2.googleapis.com, www.googleapis.com, gmail.googleapis.com, and *.my.salesforce.com.',
        'コネクタの運用担当者が、ネットワークの管理者に、accounts.google.com、oauth2.googleapis.com、www.googleapis.com、gmail.googleapis.com、*.my.salesforce.com をフィルターとログインの対象から除外するよう依頼してください。',
      ),
      both(
        'If the network has a proxy for programs, set HTTPS_PROXY.',
        'プログラム用のプロキシがある場合は、HTTPS_PROXY を設定してください。',
      ),
      AFTERWARDS,
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
