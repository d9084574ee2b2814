import { both, type Wording } from '../diagnosis/entry.ts';

export type StepId =
  | 'key'
  | 'signs'
  | 'clock'
  | 'assertion'
  | 'scopes'
  | 'mailbox'
  | 'gmail'
  | 'labels'
  | 'imap';

export type Step = {
  readonly id: StepId;
  /** What is true once the step has passed. */
  readonly proves: Wording;
  /** The steps without which this one can find nothing. */
  readonly needs: readonly StepId[];
};

/** Every step of the check, in the order in which an administrator would correct what is wrong. */
export const STEPS: readonly Step[] = [
  {
    id: 'key',
    proves: both('The private key can be read.', '秘密鍵を読み取れます。'),
    needs: [],
  },
  {
    id: 'signs',
    proves: both('Requests can be signed.', 'リクエストに署名できます。'),
    needs: ['key'],
  },
  {
    id: 'clock',
    proves: both(
      'The connector’s clock agrees with Google’s.',
      'コネクタの時刻は Google の時刻と一致しています。',
    ),
    needs: [],
  },
  {
    id: 'assertion',
    proves: both(
      'Google lets the service account act for this mailbox.',
      'サービス アカウントは、このメールボックスを代理できます。',
    ),
    needs: ['signs'],
  },
  {
    id: 'scopes',
    proves: both('Every scope is delegated.', '必要なスコープ(権限)がすべて委任されています。'),
    needs: ['assertion'],
  },
  {
    id: 'mailbox',
    proves: both(
      'The address is the mailbox’s own address, not an alias.',
      'アドレスはエイリアスではなく、メールボックスの主アドレスです。',
    ),
    needs: ['assertion'],
  },
  {
    id: 'gmail',
    proves: both('Gmail is on for the mailbox.', 'メールボックスで Gmail を利用できます。'),
    needs: ['assertion'],
  },
  {
    id: 'labels',
    proves: both('The mailbox’s labels can be read.', 'メールボックスのラベルを読み取れます。'),
    needs: ['gmail'],
  },
  {
    id: 'imap',
    proves: both('IMAP is on in the mailbox.', 'メールボックスの IMAP は有効です。'),
    needs: ['gmail'],
  },
];
