import { expect, test } from '@jest/globals';
import { connectPage } from '../../shared/pages/index.ts';
import { delegatedScopesOf, PROFILES } from '../../shared/tokens/index.ts';
import { FRAME } from './sample-views.ts';

const VIEW = { profile: 'probe', mailbox: '', invalid: null } as const;
const LANGUAGES = ['en', 'ja'] as const;

test.each(LANGUAGES)(
  'answers what an admin asks before a consent, and opens none of it by itself: %s',
  (language) => {
    const page = connectPage({ ...FRAME, language }, VIEW);
    const [, content = ''] = page.split('<main');
    expect(content.match(/<details/g)?.length).toBeGreaterThanOrEqual(7);
    expect(content).not.toMatch(/<details[^>]* open/);
    for (const word of ['Google Auth Platform', 'admin_policy_enforced', 'Google Workspace']) {
      expect(content).toContain(word);
    }
  },
);

test('has the scopes of every access ready to be copied in one piece', () => {
  const page = connectPage(FRAME, VIEW);
  for (const profile of PROFILES) {
    expect(page).toContain(`value="${delegatedScopesOf(profile).join(',')}" data-copy-source`);
  }
});

test('has the client ID beside the words about trust', () => {
  const [, after = ''] = connectPage(FRAME, VIEW).split('“Trusted”. “Limited” is not enough.');
  expect(after.slice(0, 300)).toContain(`value="${FRAME.clientId}"`);
});

test('leads to the checklist, and to service accounts', () => {
  const page = connectPage(FRAME, VIEW);
  expect(page).toContain('href="/setup-page/checklist"');
  expect(page).toContain('href="/setup-page/service-accounts"');
});
