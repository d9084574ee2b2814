import { both, type Entry } from '../entry.ts';
import { OPEN_AUDIENCE, TRUST_CLIENT } from './steps.ts';

/** Refusals that are not confirmed, or that concern most mailboxes. */
export const FLEET = {
  refusal_in_doubt: {
    actor: 'nobody_retry',
    retries: true,
    title: both(
      'The grant was refused, which may be a mistake',
      '許可が受け付けられませんでした(確認中)',
    ),
    explanation: both(
      'One refusal is not enough to ask the mailbox’s owner to act. It is asked for again, and believed when another mailbox works meanwhile. While all are refused alike, it is not judged at all.',
      '一度の拒否だけでは、所有者に対応を求めません。もう一度確認し、その間に別のメールボックスが正常であれば拒否を確定します。すべてが同じように拒否されている間は、判断を保留します。',
    ),
    remedy: [
      both(
        'You need not do anything. “Refresh now” on the mailbox’s page gives a verdict at once, where another mailbox works.',
        '操作は必要ありません。すぐに結果を知りたい場合は、メールボックスのページで [今すぐ更新] をクリックしてください(別のメールボックスが正常な場合に確定します)。',
      ),
    ],
    links: [],
  },
  fleet_refused: {
    actor: 'workspace_admin',
    retries: false,
    title: both(
      'Most mailboxes are refused alike',
      'ほとんどのメールボックスが同じように拒否されています',
    ),
    explanation: both(
      'So many owners do not remove their consent at once: a policy of the organization changed, the app’s week of testing is over, or Google is mistaken. Nobody needs to reconnect yet. If it lasts for six hours, mailboxes are declared dead one by one.',
      '多くの所有者が一斉に許可を取り消したとは考えにくく、組織のポリシーの変更、アプリのテスト期間(7 日間)の終了、または Google の誤りが考えられます。まだ再接続は必要ありません。6 時間続いた場合は、順に再接続が必要な状態になります。',
    ),
    remedy: [
      ...TRUST_CLIENT,
      OPEN_AUDIENCE,
      both(
        'If the publishing status is “Testing”, click “Publish app”.',
        '公開ステータスが「テスト中」の場合は、[アプリを公開] をクリックしてください。',
      ),
    ],
    links: [],
  },
} as const satisfies Record<string, Entry>;
