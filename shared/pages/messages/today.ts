import { fixed, saying } from './phrase.ts';

/** The texts of the mail of a day at a glance. */
export const TODAY = {
  mailLink: fixed('Mail', 'メール'),
  mailToday: fixed('Mail today', '今日のメール'),
  mailOfAll: fixed('All mailboxes', 'すべてのメールボックス'),
  mailOfEach: fixed('Mail of each mailbox', 'メールボックスごとのメール'),
  mailTodayOf: saying(
    (day: string, zone: string) => `Arrived on ${day} (${zone}), and what became of it so far`,
    (day, zone) => `${day}(${zone})に届いたメールの現在の状況`,
  ),
  mailCause: fixed('Cause', '原因'),
  noMailboxesYet: fixed('No mailbox is connected.', '接続中のメールボックスはありません。'),
} as const;
