import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../shared/diagnosis/index.ts';
import {
  assetPaths,
  assets,
  connectPage,
  errorPage,
  type MailboxView,
  mailboxListPage,
} from '../../shared/pages/index.ts';
import { NONE } from './sample-fleet.ts';
import {
  ago,
  BROKEN,
  FRAME,
  FRESH,
  failure,
  GONE,
  HEALTHY,
  REVOKED,
  TROUBLED,
} from './sample-views.ts';
import { errorView, listView } from './states.ts';

const listOf = (...mailboxes: MailboxView[]): string =>
  mailboxListPage(FRAME, listView({ mailboxes }));

describe('the list of mailboxes', () => {
  test('a healthy mailbox: status, what it may do, its last check and next refresh', () => {
    const page = listOf(HEALTHY);
    expect(page).toContain('Working</p>');
    expect(page).toContain('May receive and send mail');
    expect(page).toMatch(
      /<time datetime="2026-03-10T09:27:00.000Z" title="[^"]* UTC"[^>]*>3 minutes ago/,
    );
    expect(page).toContain('in 41 minutes</time>');
    expect(page).toContain('Cases/Waiting for customer');
    expect(page).toContain('and 13 more');
    expect(page).toContain('action="/setup-page/connections/c1/probe"');
    expect(page).toContain('href="/setup-page/connections/c1/disconnect?return_to=%2Fsetup-page"');
    expect(page).toContain('<a href="/setup-page/connections/c1">support@example.com</a>');
  });

  test('a broken one: why, who acts, every step, since when, and reconnecting', () => {
    const page = listOf(BROKEN);
    expect(page).toContain('Needs reconnect</p>');
    expect(page).toContain(REVOKED.title.en);
    expect(page).toContain('The mailbox owner');
    expect(REVOKED.remedy.length).toBeGreaterThan(0);
    expect(page.match(/<ol class="steps">[\s\S]*?<\/ol>/)?.[0].split('<li>')).toHaveLength(
      REVOKED.remedy.length + 1,
    );
    expect(page).toMatch(/First failed<\/dt><dd><time[^>]*>26 hours ago/);
    expect(page).toContain('<input type="hidden" name="connection" value="c3">');
    expect(page).toContain('<form method="post" action="/setup-page/links">');
    expect(page).not.toContain('/refresh"');
    expect(page).not.toContain('/probe"');
  });

  test('an active one whose check failed is not said to work', () => {
    expect(listOf(TROUBLED)).toContain('Failing</p>');
  });

  test('what was never checked and what is overdue are said plainly', () => {
    expect(listOf(FRESH)).toContain('Not checked yet');
    expect(listOf(FRESH)).toContain('Due now');
  });

  test('a disconnected one can only be reconnected', () => {
    const page = listOf(GONE);
    expect(page).toContain('Disconnected</p>');
    expect(page).not.toMatch(/\/connections\/c5\/(probe|disconnect)/);
    expect(page).toContain('<input type="hidden" name="connection" value="c5">');
  });

  test('without mailboxes there is one primary button, and what happens next', () => {
    const page = mailboxListPage(FRAME, listView({ counts: NONE, mailboxes: [], runs: [] }));
    expect(page.match(/class="button primary/g)).toHaveLength(1);
    expect(page).toContain('Connect your first mailbox');
  });
});

describe('the page to connect a mailbox', () => {
  test('offers every profile, the asked one chosen, with its scopes', () => {
    const page = connectPage(FRAME, { profile: 'send', mailbox: 'a@example.com', invalid: null });
    expect(page.match(/type="radio"/g)).toHaveLength(4);
    expect(page.match(/ checked/g)).toHaveLength(1);
    expect(page).toMatch(/id="profile-send"[^>]* checked/);
    expect(page).toContain('<code>https://mail.google.com/</code>');
    expect(page.match(/Restricted at Google/g)).toHaveLength(2);
    expect(page).toContain('value="a@example.com"');
  });

  test('says what was wrong beside the field that it was', () => {
    const view = { profile: 'probe', mailbox: 'x', invalid: 'mailbox' } as const;
    expect(connectPage(FRAME, view)).toMatch(
      /aria-describedby="mailbox-wrong[^>]*aria-invalid="true"/,
    );
  });
});

describe('an error', () => {
  test('of another account names both, and says that nothing was changed', () => {
    const detail = { expected: 'a@example.com', chosen: 'b@example.com' };
    const page = errorPage(FRAME, errorView('other_account', detail));
    expect(page).toContain('a@example.com');
    expect(page).toContain('b@example.com');
    expect(page).toContain('Nothing was changed');
    expect(page).toContain('9f2c1b7e4d');
  });

  test('of missing scopes says them as Google’s consent page does, or else as they are', () => {
    const missing = ['https://www.googleapis.com/auth/gmail.send', 'https://example.com/new'];
    const page = errorPage(FRAME, errorView('scope_missing', { missing }));
    expect(page).toContain('Send email on your behalf');
    expect(page).toContain('<code>https://example.com/new</code>');
  });

  test('that Google explains keeps our own words too: what was changed and what not', () => {
    const upstream = {
      service: 'google',
      endpoint: 'authorization',
      status: 403,
      error: 'admin_policy_enforced',
      subtype: null,
      description: null,
    } as const;
    const view = errorView('authorization_refused');
    const diagnosis = diagnose({ code: 'authorization_refused', upstream });
    const page = errorPage(FRAME, { ...view, diagnosis });
    expect(page).toContain('Nothing was changed');
    expect(page).toContain(`<h1>${diagnosis.title.en}</h1>`);
    expect(page).toContain(`href="${diagnosis.link}"`);
  });

  test('is told in the other language as well, since the page cannot be asked for again', () => {
    const page = errorPage(FRAME, errorView('link_used'));
    expect(page).toMatch(/<details class="other-language" lang="ja">[\s\S]*このリンク/);
    expect(page).not.toContain('/setup-page/language');
    // The header leads there, where other pages have the switch.
    expect(page).toMatch(/<header[\s\S]*href="#other-language"[\s\S]*<\/header>/);
    expect(page.match(/id="other-language"/g)).toHaveLength(1);
  });

  test('leads an administrator on, and lets a mailbox owner go', () => {
    const owner = { ...FRAME, session: null };
    expect(errorPage(FRAME, errorView('link_used'))).toContain('Back to mailboxes');
    expect(errorPage(owner, errorView('link_used'))).toContain('You may close this window');
    expect(errorPage(owner, errorView('form_expired'))).toContain('Go to the setup page');
  });

  test('of a wrong address does not speak to the author of a program', () => {
    expect(errorPage(FRAME, errorView('not_found'))).toContain('<h1>Nothing here</h1>');
  });
});

describe('assets', () => {
  test('are found under the names that pages link to', () => {
    for (const path of Object.values(assetPaths)) {
      const name = path.replace('/setup-page/assets/', '');
      expect(name).toMatch(/^[0-9a-f]{16}\.(css|js|svg)$/);
      expect(assets.get(name)?.body.length).toBeGreaterThan(100);
    }
  });
});

test('the failure of a mailbox counts from its token, and else from its check', () => {
  const { connection } = TROUBLED;
  const tokens = failure('google_unavailable', { since: ago(120), attempts: 3 });
  const page = listOf({ ...TROUBLED, connection: { ...connection, failure: tokens } });
  expect(page).toMatch(/First failed<\/dt><dd><time[^>]*>2 hours ago/);
});
