import { expect, test } from '@jest/globals';
import { type Cause, diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { remedy } from '../../shared/pages/diagnosis-panel.ts';
import { FRAME } from './sample-views.ts';

const ENDS = { en: 'It ends by itself after some time.', ja: '時間がたつと自動的に解消します。' };
const TRIED = {
  en: 'The connector keeps trying by itself.',
  ja: 'コネクタが自動的に再試行を続けます。',
};

const shown = async (cause: Cause, language: 'en' | 'ja'): Promise<string> =>
  String(await remedy({ ...FRAME, language }, diagnosisOf(cause)));

test.each(['en', 'ja'] as const)(
  'says of a limit that it ends by itself (%s)',
  async (language) => {
    expect(await shown('org_limit_reached', language)).toContain(ENDS[language]);
    expect(await shown('org_validation_rule', language)).not.toContain(ENDS[language]);
    expect(await shown('gmail_rate_limited', language)).not.toContain(ENDS[language]);
  },
);

test.each(['en', 'ja'] as const)('says what the connector tries again (%s)', async (language) => {
  expect(await shown('gmail_rate_limited', language)).toContain(TRIED[language]);
  expect(await shown('history_expired', language)).toContain(TRIED[language]);
  expect(await shown('org_limit_reached', language)).not.toContain(TRIED[language]);
});
