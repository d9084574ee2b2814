import { counted, fixed, grouped, saying } from './phrase.ts';

/** The texts about all mailboxes together: filters, search, the scheduled runs, the breaker. */
export const FLEET = {
  filterLabel: fixed('Mailboxes by status', '状態別のメールボックス'),
  everyMailbox: fixed('All', 'すべて'),
  searchLabel: fixed('Beginning of an address, or a domain', 'アドレスの先頭、またはドメイン'),
  searchExample: fixed('Starts with…, or @domain', '先頭の文字、または @ドメイン'),
  searchButton: fixed('Search', '検索'),
  nothingFound: saying(
    (search: string) => `No mailboxes start with “${search}” or are in that domain.`,
    (search) =>
      `「${search}」で始まるメールボックスも、ドメインが一致するメールボックスもありません。`,
  ),
  nothingInDomain: saying(
    (domain: string) => `No mailboxes are in the domain “${domain}”.`,
    (domain) => `ドメイン「${domain}」のメールボックスはありません。`,
  ),
  none_failing: fixed('No mailbox is failing.', '問題のあるメールボックスはありません。'),
  none_needs_reconnect: fixed(
    'No mailbox needs a reconnect.',
    '再接続が必要なメールボックスはありません。',
  ),
  none_well: fixed('No mailbox is working.', '正常なメールボックスはありません。'),
  showEvery: fixed('Show all mailboxes', 'すべてのメールボックスを表示'),
  reload: fixed('Reload', '再読み込み'),
  'running_token-refresh': saying(
    (done: number, due: number) => `Refreshing: ${grouped(done)} of ${grouped(due)}`,
    (done, due) => `トークンを更新中: ${grouped(due)} 件中 ${grouped(done)} 件`,
  ),
  'running_label-probe': saying(
    (done: number, due: number) => `Checking: ${grouped(done)} of ${grouped(due)}`,
    (done, due) => `接続を確認中: ${grouped(due)} 件中 ${grouped(done)} 件`,
  ),
  running_other: saying(
    (job: string, done: number, due: number) =>
      `Running ${job}: ${grouped(done)} of ${grouped(due)}`,
    (job, done, due) => `${job} を実行中: ${grouped(due)} 件中 ${grouped(done)} 件`,
  ),
  runStarted: fixed('started', '開始:'),
  'lastRun_token-refresh': fixed('Last refresh run', '前回のトークン更新:'),
  'lastRun_label-probe': fixed('Last check run', '前回の定期確認:'),
  lastRun_other: saying(
    (job: string) => `Last run of ${job}`,
    (job) => `前回の ${job}:`,
  ),
  runCutOff: saying(
    (done: number, due: number) => `cut off at ${grouped(done)} of ${grouped(due)}`,
    (done, due) => `${grouped(due)} 件中 ${grouped(done)} 件で中断`,
  ),
  runNothing: fixed('nothing was due', '対象なし'),
  run_refreshed: saying(
    (count: number) => `${grouped(count)} refreshed`,
    (count) => `更新 ${grouped(count)} 件`,
  ),
  run_needsReconnect: saying(
    (count: number) => counted(count, 'needs its owner', 'need their owners'),
    (count) => `要再接続 ${grouped(count)} 件`,
  ),
  run_retryLater: saying(
    (count: number) => `${grouped(count)} to be tried again`,
    (count) => `再試行待ち ${grouped(count)} 件`,
  ),
  run_healthy: saying(
    (count: number) => `${grouped(count)} passed`,
    (count) => `成功 ${grouped(count)} 件`,
  ),
  run_failing: saying(
    (count: number) => `${grouped(count)} failed`,
    (count) => `失敗 ${grouped(count)} 件`,
  ),
  run_done: saying(
    (count: number) => `${grouped(count)} done`,
    (count) => `完了 ${grouped(count)} 件`,
  ),
  run_left: saying(
    (count: number) => `${grouped(count)} left for the next run`,
    (count) => `次回に持ち越し ${grouped(count)} 件`,
  ),
  breakerTitle: fixed(
    'Token refreshes are paused: most fail with the same error.',
    '多くのトークン更新が同じ原因で失敗しているため、更新を一時停止しています。',
  ),
  breakerCredential: fixed('Service account', 'サービス アカウント'),
  breakerSince: fixed('Since', '発生'),
  breakerAlike: fixed('What the failures have in common', '共通の原因'),
  breakerMeaning: saying(
    (trials: number) =>
      `No mailbox’s status is changed meanwhile. ${trials === 1 ? 'One is' : `Up to ${grouped(trials)} are`} tried in each run, and all go on by themselves when this has passed.`,
    (trials) =>
      `この間、メールボックスの状態は変更しません。1 回の実行につき${trials === 1 ? ' 1 件' : `最大 ${grouped(trials)} 件`}を試行し、解消すれば自動的に再開します。`,
  ),
} as const;
