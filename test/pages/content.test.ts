import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../shared/diagnosis/index.ts';
import {
  assetPaths,
  assets,
  connectPage,
  delegationPage,
  errorPage,
  type MailboxView,
  mailboxListPage,
  newDelegationPage,
} from '../../shared/pages/index.ts';
import { errorView } from './error-view.ts';
import { CHECKED, DELEGATION, KEYLESS, NEW_DELEGATION } from './sample-delegations.ts';
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
import { listView } from './states.ts';

const listOf = (...mailboxes: MailboxView[]): string =>
  mailboxListPage(FRAME, listView({ mailboxes }));

describe('the list of mailboxes', () => {
  test('shows a healthy mailbox’s status, permissions, last check and next refresh', () => {
    const page = listOf(HEALTHY);
    expect(page).toContain('Working</p>');
    expect(page).toContain('Access: receive and send mail');
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

  test('shows a broken mailbox’s reason, who acts, every step, the time, and a reconnect', () => {
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

  test('does not say that an active mailbox with a failed check works', () => {
    expect(listOf(TROUBLED)).toContain('Failing</p>');
  });

  test('says when a mailbox was never checked or is overdue', () => {
    expect(listOf(FRESH)).toContain('Not checked yet');
    expect(listOf(FRESH)).toContain('Due now');
  });

  test('offers only a reconnect for a disconnected mailbox', () => {
    const page = listOf(GONE);
    expect(page).toContain('Disconnected</p>');
    expect(page).not.toMatch(/\/connections\/c5\/(probe|disconnect)/);
    expect(page).toContain('<input type="hidden" name="connection" value="c5">');
  });

  test('has one primary button without mailboxes, and says what happens next', () => {
    const nothing = { counts: NONE, mailboxes: [], runs: [] };
    const page = mailboxListPage(FRAME, listView({ ...nothing, hadMailbox: false }));
    expect(page.match(/class="button primary/g)).toHaveLength(1);
    expect(page).toContain('Connect your first mailbox');
    expect(mailboxListPage(FRAME, listView(nothing))).not.toContain('first mailbox');
  });
});

describe('the page to connect a mailbox', () => {
  test('offers every profile with its scopes, with the requested one chosen', () => {
    const page = connectPage(FRAME, { profile: 'send', mailbox: 'a@example.com', invalid: null });
    expect(page.match(/type="radio"/g)).toHaveLength(4);
    expect(page.match(/ checked/g)).toHaveLength(1);
    expect(page).toMatch(/id="profile-send"[^>]* checked/);
    expect(page).toContain('<code>https://mail.google.com/</code>');
    // Two profiles have it, and the words about the classes.
    expect(page.match(/Restricted at Google/g)).toHaveLength(3);
    expect(page).toContain('value="a@example.com"');
  });

  test('shows an error beside its field', () => {
    const view = { profile: 'probe', mailbox: 'x', invalid: 'mailbox' } as const;
    expect(connectPage(FRAME, view)).toMatch(
      /aria-describedby="mailbox-wrong[^>]*aria-invalid="true"/,
    );
  });
});

describe('the pages of service accounts', () => {
  test('list what a failed check can mean in the order in which to look', () => {
    const possibilities = ['First', 'Second'].map((en) => ({ en, ja: en }));
    const steps = CHECKED.steps.map((step) =>
      step.help ? { ...step, help: { ...step.help, possibilities } } : step,
    );
    const page = delegationPage(FRAME, {
      delegation: DELEGATION,
      uses: { mailboxes: 0, atLeast: false },
      done: null,
      check: { ...CHECKED, steps },
      refused: null,
    });
    expect(page).toContain(
      'Look at them in this order:</p><ol class="points"><li>First</li><li>Second</li></ol>',
    );
  });

  test('say what cannot be changed later: the profile, and a key where Google signed', () => {
    expect(newDelegationPage(FRAME, { form: NEW_DELEGATION, refused: null })).toContain(
      'This cannot be changed later.',
    );
    const page = delegationPage(FRAME, {
      delegation: KEYLESS,
      uses: { mailboxes: 0, atLeast: false },
      done: null,
      check: null,
      refused: null,
    });
    expect(page).toContain('you must remove the service account and add it anew');
  });
});

describe('an error', () => {
  test('of another account names both accounts, and says that nothing was changed', () => {
    const detail = { expected: 'a@example.com', chosen: 'b@example.com' };
    const page = errorPage(FRAME, errorView('other_account', detail));
    expect(page).toContain('a@example.com');
    expect(page).toContain('b@example.com');
    expect(page).toContain('Nothing was changed');
    expect(page).toContain('9f2c1b7e4d');
  });

  test('offers an administrator alone to connect the new account of an address', () => {
    const view = errorView('account_replaced', { address: 'a&b@example.com', connectionId: 'c1' });
    const page = errorPage(FRAME, view);
    expect(page).toContain('a&amp;b@example.com');
    expect(page).toContain('method="post" action="/setup-page/connect"');
    expect(page).toContain('name="form_token"');
    expect(page).toContain('<input type="hidden" name="connection" value="c1">');
    expect(page).toContain('<input type="hidden" name="account" value="new">');
    const owner = { ...FRAME, session: null };
    expect(errorPage(owner, view)).not.toContain('action="/setup-page/connect"');
  });

  test('of missing scopes names them as Google’s consent page does, or as they are', () => {
    const missing = ['https://www.googleapis.com/auth/gmail.send', 'https://example.com/new'];
    const page = errorPage(FRAME, errorView('scope_missing', { missing }));
    expect(page).toContain('Send email on your behalf');
    expect(page).toContain('<code>https://example.com/new</code>');
  });

  test('that Google explains also says in our words what was changed and what not', () => {
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
    expect(page).toContain(`href="${diagnosis.links[0]?.href}"`);
  });

  test('is shown in both languages, because the page cannot be loaded again', () => {
    const page = errorPage(FRAME, errorView('link_used'));
    expect(page).toMatch(/<details class="other-language" lang="ja">[\s\S]*このリンク/);
    expect(page).not.toContain('/setup-page/language');
    // The header links there, where other pages have the language switch.
    expect(page).toMatch(/<header[\s\S]*href="#other-language"[\s\S]*<\/header>/);
    expect(page.match(/id="other-language"/g)).toHaveLength(1);
  });

  test('links to the list for an administrator, and has no link for a mailbox owner', () => {
    const owner = { ...FRAME, session: null };
    expect(errorPage(FRAME, errorView('link_used'))).toContain('Back to mailboxes');
    expect(errorPage(owner, errorView('link_used'))).toContain('You may close this window');
    expect(errorPage(owner, errorView('form_expired'))).toContain('Go to the setup page');
  });

  test('of a wrong address does not use words for programmers', () => {
    expect(errorPage(FRAME, errorView('not_found'))).toContain('<h1>Page not found</h1>');
  });
});

describe('assets', () => {
  test('are served under the names that pages link to', () => {
    for (const path of Object.values(assetPaths)) {
      const name = path.replace('/setup-page/assets/', '');
      expect(name).toMatch(/^[0-9a-f]{16}\.(css|js|svg)$/);
      expect(assets.get(name)?.body.length).toBeGreaterThan(100);
    }
  });
});

test('the failure of a mailbox is its token’s, or else its check’s', () => {
  const { connection } = TROUBLED;
  const tokens = failure('google_unavailable', { since: ago(120), attempts: 3 });
  const page = listOf({ ...TROUBLED, connection: { ...connection, failure: tokens } });
  expect(page).toMatch(/First failed<\/dt><dd><time[^>]*>2 hours ago/);
});
