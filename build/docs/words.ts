import type { Language } from '../../shared/language.ts';

/** The words of docs/troubleshooting.md and its Japanese twin that the catalogue does not have. */
export const WORDS = {
  en: {
    code: 'Code',
    cause: 'What it means',
    whatToDo: 'What to do',
    whoActs: 'Who acts',
    answers: 'Answers that say so',
    screen: 'Words on the screen',
    ownCodes: 'Our error codes',
    others: 'The same words can mean',
    seeAlso: 'See also',
    stop: '.',
    comma: ', ',
    count: (causes: number) => (causes === 1 ? '1 cause' : `${causes} causes`),
    quoted: (words: string) => `“${words}”`,
    retry: {
      true: ' The connector tries again by itself.',
      false: ' Trying again alone does not help.',
      passes: ' It ends by itself after some time, and the same request then works again.',
      changes:
        ' The connector goes on by itself. The same request, unchanged, gets the same answer.',
    },
  },
  ja: {
    code: 'コード',
    cause: '意味',
    whatToDo: '対処',
    whoActs: '対応者',
    answers: '返される応答',
    screen: '画面の文章',
    ownCodes: 'コネクタのエラーコード',
    others: '同じ応答で考えられる別の原因',
    seeAlso: '関連ページ',
    stop: '。',
    comma: '、',
    count: (causes: number) => `${causes} 件`,
    quoted: (words: string) => `「${words}」`,
    retry: {
      true: 'コネクタが自動的に再試行します。',
      false: '再試行だけでは解消しません。',
      passes: '時間がたつと自動的に解消し、同じリクエストが再び成功します。',
      changes: 'コネクタが自動的に対応します。同じリクエストを繰り返しても、結果は変わりません。',
    },
  },
} as const satisfies Readonly<Record<Language, unknown>>;
