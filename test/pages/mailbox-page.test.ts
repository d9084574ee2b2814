import { describe, expect, test } from '@jest/globals';
import { checkStrip } from '../../shared/pages/check-strip.ts';
import { eventsPage, type MailboxView, mailboxPage } from '../../shared/pages/index.ts';
import { readHistoryQuery } from '../../shared/setup/history.ts';
import { AUDIT_EVENT_KINDS } from '../../shared/tokens/index.ts';
import { EVENTS } from './sample-fleet.ts';
import { MAIL_OFF } from './sample-mail.ts';
import { BROKEN, FRAME, FRESH, GONE, HEALTHY, history, REVOKED } from './sample-views.ts';

const pageOf = (mailbox: MailboxView): string =>
  mailboxPage(
    { ...FRAME, path: `/setup-page/connections/${mailbox.connection.id}` },
    {
      mailbox,
      events: EVENTS,
      hasOlderEvents: true,
      flash: null,
      returnTo: '/setup-page?show=failing',
      delegations: [],
      refused: null,
      mail: MAIL_OFF,
    },
  );

const strip = (...about: Parameters<typeof checkStrip>): string => `${checkStrip(...about)}`;

describe('a mailbox’s own page', () => {
  test('has all facts, and actions that return to it', () => {
    const page = pageOf(HEALTHY);
    expect(page).toContain('<h1 class="mailbox-title">support@example.com</h1>');
    expect(page).toContain('Connected by</dt><dd>the owner’s consent</dd>');
    expect(page).toMatch(/Last used<\/dt><dd><time[^>]*>35 minutes ago/);
    expect(page).toMatch(/Next check<\/dt><dd><time[^>]*>in 9 minutes/);
    expect(page).toContain('3 of 100</dd>');
    expect(page).toContain('<code>c1</code>');
    expect(page).toContain('action="/setup-page/connections/c1/refresh"');
    expect(page).toContain('name="return_to" value="/setup-page/connections/c1"');
    expect(page).toContain('<a class="text-link" href="/setup-page?show=failing">');
  });

  test('says for a failing mailbox why and who acts, and offers a retry', () => {
    const page = pageOf(BROKEN);
    expect(page).toContain(`<h2 class="diagnosis-title">${REVOKED.title.en}</h2>`);
    expect(page).toContain('/refresh"');
  });

  test('lists every check, with the reason of each failure', () => {
    const page = pageOf(BROKEN);
    const [head, ...rows] = page.match(/<tr>/g) ?? [];
    expect(head).toBeDefined();
    expect(rows).toHaveLength(30);
    expect(page).toContain('27 of 30 checks passed');
    expect(page).toMatch(/<tr><td><time[^>]*>3 minutes ago[\s\S]*?Google cannot be reached/);
  });

  test('leaves out what is unknown of a mailbox that was never checked or is disconnected', () => {
    expect(pageOf(FRESH)).not.toContain('<table');
    expect(pageOf(GONE)).not.toContain('Next refresh');
    expect(pageOf(GONE)).not.toContain('Connected by');
    expect(pageOf(GONE)).toContain('Disconnected</p>');
  });
});

describe('the trail', () => {
  test('describes every kind of event, why, and by whom', () => {
    const page = eventsPage(FRAME, {
      events: EVENTS,
      of: null,
      asked: readHistoryQuery(new URLSearchParams()),
      previous: null,
      next: null,
      unreadable: 0,
    });
    expect(page.match(/<li class="event /g)).toHaveLength(AUDIT_EVENT_KINDS.length);
    expect(page).toContain('Stopped working, needs a reconnect');
    expect(page).toContain(REVOKED.title.en);
    expect(page).toContain('By admin@example.com');
    expect(page).toContain('Detected by the connector');
    expect(page).toContain('<a href="/setup-page/connections/c3">billing@example.com</a>');
  });

  test('links from books that differ to the statement of that day, and names the first mails', () => {
    const statement =
      /<a href="[^"]+\/statement\?day=2026-01-14">Statement of 2026-01-14 \(UTC\)<\/a>/;
    const page = pageOf(HEALTHY);
    expect(page).toMatch(statement);
    expect(page).toContain(': 19bb0e1f2a3c4d51, 19bb0e1f2a3c4d5e and 1 more</p>');
  });

  test('of one mailbox does not name it in each line', () => {
    expect(pageOf(HEALTHY)).not.toContain('href="/setup-page/connections/c3"');
  });
});

const partsOf = (look: string, drawn: string): number =>
  (new RegExp(`class="${look}" d="([^"]*)"`).exec(drawn)?.[1] ?? '').split('M').length - 1;

describe('the strip of checks', () => {
  test('describes in words what it draws', () => {
    expect(strip('en', history([4]))).toContain('<title>29 of 30 checks passed, 102 ms typically');
    expect(strip('ja', history([4]))).toContain('<title>30 回中 29 回成功、通常 102 ミリ秒');
    expect(
      strip(
        'en',
        history([4]).filter(({ code }) => code),
      ),
    ).toContain('<title>0 of 1 checks passed</title>');
  });

  test('draws a failed check in a different shape', () => {
    const drawn = strip('en', history([4, 5]));
    expect(partsOf('strip-failed', drawn)).toBe(2 * 2);
    expect(partsOf('strip-passed', drawn)).toBe(28);
  });

  test('aligns a short history right, and keeps a long one within its bounds', () => {
    const [sample] = history();
    if (!sample) throw new Error('There is no sample');
    expect(strip('en', [sample])).toContain('d="M116 20');
    expect(partsOf('strip-passed', strip('en', [...history(), ...history()]))).toBe(30);
    expect(strip('en', [])).toBe('null');
  });
});
