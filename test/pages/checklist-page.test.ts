import { describe, expect, test } from '@jest/globals';
import { checklistOf } from '../../shared/checklist/index.ts';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { checklistPage } from '../../shared/pages/index.ts';
import { BROKEN_SETUP, WHOLE_SETUP } from './sample-checklist.ts';
import { ago, FRAME } from './sample-views.ts';

const paused = (id: string) => ({
  id,
  name: `https://${id}.my.salesforce.com`,
  readiness: null,
  pause: { since: ago(5), diagnosis: diagnosisOf('org_storage_full') },
});
const MANY_ORGS = Array.from({ length: 40 }, (_, at) => paused(`org-${at}`));

const draw = (facts: typeof WHOLE_SETUP, language: 'en' | 'ja' = 'en'): string =>
  checklistPage(
    { ...FRAME, language },
    { items: checklistOf(facts), keysAre: 'cloud', checked: false },
  );

describe('the set-up checklist', () => {
  test.each(['en', 'ja'] as const)('is small even where everything fails: %s', (language) => {
    const page = draw({ ...BROKEN_SETUP, orgs: MANY_ORGS }, language);
    expect(Buffer.byteLength(page)).toBeLessThan(60 * 1024);
  });

  test('has the remedy of the first organization that fails, and the cause of each other', () => {
    const page = draw({ ...WHOLE_SETUP, orgs: MANY_ORGS });
    const title = diagnosisOf('org_storage_full').title.en;
    expect(page.match(/class="diagnosis-title"/g)).toHaveLength(1);
    expect(page.split(title)).toHaveLength(11);
    expect(page).toContain('href="/setup-page/salesforce/org-9"');
    expect(page).toContain('and 30 more');
  });

  test('shows the client’s values once, also where they are a part of a remedy', () => {
    for (const facts of [WHOLE_SETUP, BROKEN_SETUP]) {
      const [, content = ''] = draw(facts).split('class="card checklist"');
      const [list = ''] = content.split('</main>');
      const uri = `value="${FRAME.baseUrl}/oauth-callback"`;
      expect(list.split(uri)).toHaveLength(2);
    }
  });
});
