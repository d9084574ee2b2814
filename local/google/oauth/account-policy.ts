import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { Refusal } from './authorization-request.ts';

/** Refuses the consent of an account under the faults that are on; undefined if it may consent. */
export function refuseAccount(
  google: Pick<Google, 'faults'>,
  account: Account,
): Refusal | undefined {
  const { address, hd } = account;
  if (google.faults.find('admin_policy_enforced_at_consent', address)) {
    return {
      status: 400,
      code: 'admin_policy_enforced',
      message: {
        en: "Access to your account data is restricted by policies within your organization. Please contact your organization's administrator for more information.",
        ja: 'アカウントのデータへのアクセスは、組織のポリシーによって制限されています。詳しくは、組織の管理者にお問い合わせください。',
      },
    };
  }
  const internal = google.faults.find('org_internal', address);
  if (internal && internal['hd'] !== hd) {
    return {
      status: 403,
      code: 'org_internal',
      message: {
        en: 'This app is restricted to users within its organization.',
        ja: 'このアプリは組織内のユーザーに制限されています。',
      },
    };
  }
  const testing = google.faults.find('testing', address);
  const testUsers = [testing?.['testUsers'] ?? []].flat().map((user) => `${user}`.toLowerCase());
  if (testing && !testUsers.includes(address)) {
    return {
      status: 403,
      code: 'access_denied',
      message: {
        en: 'The app has not completed the Google verification process. It is being tested, and can only be accessed by developer-approved testers.',
        ja: 'このアプリは Google の審査プロセスを完了していません。このアプリは現在テスト中で、デベロッパーに承認されたテスターのみがアクセスできます。',
      },
    };
  }
  return undefined;
}
