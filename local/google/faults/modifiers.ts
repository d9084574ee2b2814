import { at, type FaultEntry, type FaultParameter, WHERE } from './entry.ts';

const token = at('token');
const mail = at('mail');
const REFUSAL: FaultParameter = { name: 'as', kind: 'refusal', fallback: 'unavailable' };
const seconds = (fallback: number): FaultParameter => ({
  name: 'seconds',
  kind: 'seconds',
  fallback,
});

/** Faults that change how a request is served, without refusing it. */
export const MODIFIERS: readonly FaultEntry[] = [
  token(
    'aliases_accepted',
    'Assertion: an alias stands for the account behind it.',
    'アサーション: エイリアスを、その実体のアカウントとして受け付けます。',
  ),
  token(
    'rotates_refresh_token',
    'A refresh answers a new refresh token; the old one dies.',
    '更新のたびに新しい更新トークンを返し、古いものは失効します。',
  ),
  at('token', seconds(60))(
    'short_lived',
    'Access tokens live for so many seconds.',
    'アクセストークンの有効期間を、指定の秒数にします。',
  ),
  at('token or gmail', seconds(600))(
    'skewed_clock',
    "Google's clock is off: id_token iat and exp and the Date header are shifted.",
    'Google の時計をずらします。id_token の iat、exp と Date ヘッダーが変わります。',
  ),
  at('token or gmail', WHERE, { name: 'ms', kind: 'milliseconds', fallback: 3000 })(
    'slow',
    'The answer comes late.',
    '応答が遅れます。',
  ),
  at(
    'token or gmail',
    WHERE,
    { name: 'every', kind: 'count', fallback: 2 },
    REFUSAL,
  )(
    'flapping',
    'Every nth request of an account fails, counted from its first.',
    'アカウントごとに、最初から数えて n 回目ごとのリクエストが失敗します。',
  ),
  at(
    'token or gmail',
    WHERE,
    { name: 'percent', kind: 'percent', fallback: 10 },
    REFUSAL,
  )(
    'unreliable',
    'So many of a hundred requests fail, by lot; each run draws the same.',
    '指定の割合のリクエストが失敗します。どれが失敗するかは毎回同じです。',
  ),
  at('token or gmail')(
    'echo_secrets',
    'Error answers repeat the submitted code or token.',
    'エラーの応答に、送信されたコードやトークンが含まれます。',
  ),
  at('gmail')(
    'imap_disabled',
    'settings.getImap answers enabled: false, although it is set to true.',
    'IMAP が有効でも、settings.getImap が enabled: false を返します。',
  ),
];

const after = (ms: number) => at('mail', { name: 'ms', kind: 'milliseconds', fallback: ms });
const counted = (name: string, fallback: number) => at('mail', { name, kind: 'count', fallback });

/** Faults of mail, its history and its announcements. */
export const OF_MAIL: readonly FaultEntry[] = [
  counted('times', 2)(
    'push_duplicated',
    'Every push is made so many times.',
    'プッシュを、それぞれ指定の回数送ります。',
  ),
  after(1500)(
    'push_disordered',
    'Every other push comes so much later, after the next.',
    '1 回おきにプッシュが遅れ、次のプッシュより後に届きます。',
  ),
  after(5000)('push_delayed', 'A push comes so much later.', 'プッシュが遅れて届きます。'),
  at('mail', { name: 'percent', kind: 'percent', fallback: 100 })(
    'push_lost',
    'So many of a hundred pushes are never made.',
    '指定の割合のプッシュが届きません。',
  ),
  after(3000)(
    'history_lag',
    'History, lists and gets show a change so much after its push.',
    'プッシュの後、履歴、一覧、取得に変更が反映されるまで時間がかかります。',
  ),
  mail(
    'history_expired',
    'history.list: 404 for any startHistoryId.',
    'history.list: どの startHistoryId でも 404。',
  ),
  mail(
    'history_empty_pages',
    'Before each page of history comes one without any.',
    '履歴の各ページの前に、空のページが入ります。',
  ),
  counted('every', 2)(
    'history_holes',
    'The history never names every nth message that arrives.',
    '届いたメールのうち n 通ごとに 1 通が、履歴に現れません。',
  ),
  counted('times', 1)(
    'get_not_found_at_first',
    'messages.get: 404 so many times for each message.',
    'messages.get: メールごとに、指定の回数だけ 404。',
  ),
  mail(
    'send_answer_lost',
    'messages.send: the mail goes out, and the connection is cut.',
    'messages.send: メールは送信され、接続が切断されます。',
  ),
  mail(
    'send_fails_late',
    'messages.send: the mail goes out, and the answer is 500.',
    'messages.send: メールは送信され、応答は 500 です。',
  ),
  mail(
    'sending_limit',
    '429 "(Mail sending)": the mailbox has sent enough for a day.',
    '429 "(Mail sending)": メールボックスの 1 日の送信上限に達しました。',
  ),
  mail(
    'watch_topic_invalid',
    'watch: 400, the topic is of another project.',
    'watch: 400。トピックが別のプロジェクトのものです。',
  ),
  mail(
    'watch_not_authorized',
    'watch: 403, Gmail may not publish to the topic.',
    'watch: 403。Gmail がトピックに公開できません。',
  ),
  mail(
    'watch_topic_missing',
    'watch: 404, there is no such topic.',
    'watch: 404。トピックがありません。',
  ),
  mail(
    'watch_taken',
    'watch: 400, the project has another watch on the mailbox.',
    'watch: 400。プロジェクトがすでにこのメールボックスを監視しています。',
  ),
  counted('requests', 4)(
    'concurrent_limit',
    '429 for what exceeds so many requests of a mailbox at once.',
    'メールボックスへの同時リクエストが指定の数を超えると 429。',
  ),
];
