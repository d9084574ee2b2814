/** The words around the results of a check, as a terminal shows them. */
export const CHECK_WORDS = {
  en: {
    answer: 'Google’s answer',
    network: 'Network',
    cases: 'Google answers this in each of these cases. Look at them in this order:',
    copy: 'To copy',
    page: 'Page',
    clientId: 'Client ID',
    clientIdOf: (account: string) =>
      `the “Unique ID” of ${account} (Google Cloud console, IAM & Admin > Service Accounts)`,
    scopes: 'Scopes',
    passed: (subject: string) => `Ready: the service account can act for ${subject}.`,
    keyPassed: 'The key is sound. Nothing was sent to Google.',
    failed: (steps: readonly string[]) =>
      steps.length === 1
        ? `Not ready: “${steps[0]}” failed.`
        : `Not ready: ${steps.length} steps failed. Begin with “${steps[0]}”.`,
  },
  ja: {
    answer: 'Google の応答',
    network: 'ネットワーク',
    cases: 'Google は次のどの場合にもこのように応答します。上から順に確認してください。',
    copy: 'コピーする値',
    page: 'ページ',
    clientId: 'クライアント ID',
    clientIdOf: (account: string) =>
      `${account} の [一意の ID](Google Cloud コンソールの [IAM と管理] > [サービス アカウント])`,
    scopes: 'スコープ',
    passed: (subject: string) =>
      `準備ができています。サービス アカウントは ${subject} を代理できます。`,
    keyPassed: '鍵に問題はありません。Google には何も送信していません。',
    failed: (steps: readonly string[]) =>
      steps.length === 1
        ? `まだ使用できません。${steps[0]} の確認に失敗しました。`
        : `まだ使用できません。${steps.length} 件の確認に失敗しました。${steps[0]} から対処してください。`,
  },
} as const;
