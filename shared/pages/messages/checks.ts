import { fixed, grouped, saying } from './phrase.ts';

const inMilliseconds = (value: number): string => grouped(Math.round(value));

/** The texts about the last probes of a mailbox. */
export const CHECKS = {
  recentChecks: fixed('Recent checks', '最近の確認'),
  everyCheck: fixed('Show each check', '1 件ずつ表示'),
  checksPassed: saying(
    (passed: number, total: number, typical: number | null) =>
      `${passed} of ${total} checks passed${typical === null ? '' : `, ${inMilliseconds(typical)} ms typically`}`,
    (passed, total, typical) =>
      `${total} 回中 ${passed} 回成功${typical === null ? '' : `、通常 ${inMilliseconds(typical)} ミリ秒`}`,
  ),
  checkWhen: fixed('When', '日時'),
  checkResult: fixed('Result', '結果'),
  checkTook: fixed('Gmail took', '応答時間'),
  checkPassed: fixed('Passed', '成功'),
  milliseconds: saying(
    (value: number) => `${inMilliseconds(value)} ms`,
    (value) => `${inMilliseconds(value)} ミリ秒`,
  ),
} as const;
