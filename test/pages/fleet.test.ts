import { describe, expect, test } from '@jest/globals';
import { diagnoseConnection } from '../../shared/diagnosis/index.ts';
import { eventsPage, type MailboxListView, mailboxListPage } from '../../shared/pages/index.ts';
import { readHistoryQuery } from '../../shared/setup/history.ts';
import {
  ASKED,
  CLIENT_REFUSED,
  CUT_OFF,
  ENDED,
  EVENTS,
  FIVE,
  GOOGLE_AWAY,
  GROUPS,
  MANY,
  NONE,
  RUNNING,
  TEN_THOUSAND,
} from './sample-fleet.ts';
import { FRAME, HEALTHY, NEAR_CAP, SUSPECTED, TROUBLED } from './sample-views.ts';
import { listView } from './states.ts';

const draw = (about: Partial<MailboxListView> = {}, path = '/setup-page'): string =>
  mailboxListPage(
    { ...FRAME, path },
    listView({ counts: TEN_THOUSAND, mailboxes: MANY, ...about }),
  );

const NARROWED = {
  ...ASKED,
  show: 'failing',
  search: '@a&b.example',
  after: 'm&1',
  from: 51,
} as const;
const AT = '/setup-page?show=failing&search=%40a%26b.example&after=m%261';

/** An address as markup. */
const written = (address: string): string => address.replaceAll('&', '&amp;');

describe('the filters', () => {
  test('count the whole fleet, and show which is chosen', () => {
    const page = draw({ asked: { ...ASKED, show: 'failing' } });
    expect(page).toMatch(/All <span class="count">10,000</);
    expect(page).toMatch(/Needs reconnect <span class="count">12</);
    expect(page.match(/aria-current="page"/g)).toHaveLength(1);
    expect(page).toMatch(/href="\/setup-page\?show=failing" aria-current="page">/);
  });

  test('and the search are kept by each other, by paging, the language, the export and every mailbox', () => {
    const page = draw({ asked: NARROWED, previous: 'm&0', next: 'm&2', total: 4000 }, AT);
    const search = 'search=%40a%26b.example';
    for (const query of [
      `?show=well&${search}`,
      `?show=failing&${search}&after=m%262&from=101`,
      `?show=failing&${search}&before=m%260`,
      `/mailboxes.csv?show=failing&${search}`,
    ]) {
      expect(page).toContain(`href="/setup-page${written(query)}"`);
    }
    expect(page).toContain('<input type="hidden" name="show" value="failing">');
    expect(page).toContain(`name="return_to" value="${written(AT)}"`);
    expect(page).toContain(`data-return-to="${written(AT)}"`);
    expect(page).toContain(`/connections/m1?${new URLSearchParams({ return_to: AT })}"`);
    expect(page).toContain('51–100 of 4,000');
  });

  test('leave out the flash, so that it is not shown again', () => {
    const page = draw({}, '/setup-page?show=well&notice=probed&connection=c1');
    expect(page).toContain('data-return-to="/setup-page?show=well"');
  });

  test('offer a search only when there is something to search', () => {
    expect(draw()).toContain('role="search"');
    expect(draw({ counts: { ...NONE, well: 3 } })).not.toContain('role="search"');
    const asked = { ...ASKED, search: 'x' };
    expect(draw({ counts: NONE, mailboxes: [], asked })).toContain('name="search" type="search"');
  });

  test('that find nothing say so, and link to all mailboxes', () => {
    const asked = { ...ASKED, search: 'nobody@' };
    const page = draw({ counts: NONE, mailboxes: [], asked });
    expect(page).toContain('No mailboxes start with “nobody@”');
    const domain = { ...ASKED, search: '@nobody.example' };
    expect(draw({ counts: NONE, mailboxes: [], asked: domain })).toContain(
      'No mailboxes are in the domain “@nobody.example”.',
    );
    expect(page).toMatch(/<a class="text-link" href="\/setup-page">Show all mailboxes/);
    expect(draw({ mailboxes: [], asked: { ...ASKED, show: 'failing' } })).toContain(
      'No mailbox is failing.',
    );
  });
});

describe('many mailboxes', () => {
  test('take one line each, with the cause, who acts and since when', () => {
    const page = draw({ mailboxes: [...MANY.slice(0, 12), TROUBLED] });
    expect(page).toContain('class="mailboxes dense"');
    const row = /<li class="mailbox[^>]*id="m-c4">.*?<\/li>/.exec(page)?.[0] ?? '';
    expect(row).toContain(`<p class="cause why">${TROUBLED.diagnosis?.title.en}</p>`);
    expect(row).toMatch(/<p class="acts">Nobody[^<]*<\/p><p class="when">.*8 minutes ago<\/time>/);
    expect(row).not.toContain('class="steps"');
  });

  test('are shown in full when they are few', () => {
    const page = draw({
      ...{ mailboxes: MANY.slice(0, 12), counts: FIVE },
      attention: { groups: [], others: 0 },
    });
    expect(page).not.toContain('dense');
    expect(page).toContain('class="steps"');
  });

  test('keep the shape of the page when a filter leaves few of them', () => {
    const page = draw({ mailboxes: MANY.slice(0, 2), asked: { ...ASKED, show: 'failing' } });
    expect(page).toContain('class="mailboxes dense"');
    expect(page).toContain('<main id="content" class="fleet"');
  });

  test.each(['en', 'ja'] as const)(
    'weigh at most 60 KB of HTML on a full page, in %s',
    (language) => {
      const mailboxes = MANY.map(({ connection, diagnosis }, place) => ({
        connection: { ...connection, id: `AbCdEfGhIjKlMnOpQrSt${place + 10}` },
        diagnosis,
      }));
      const view = listView({ counts: TEN_THOUSAND, attention: GROUPS, mailboxes, total: 10_000 });
      const full = mailboxListPage({ ...FRAME, language }, { ...view, next: 'm50' });
      expect(Buffer.byteLength(full)).toBeLessThanOrEqual(60 * 1024);
      const kinds = Array.from({ length: 50 }, (_, place) => EVENTS[place % EVENTS.length]);
      const events = kinds.filter((event) => event !== undefined);
      const asked = readHistoryQuery(new URLSearchParams());
      const history = { asked, events, of: null, previous: '1-e', next: '1-f', unreadable: 0 };
      const written = eventsPage({ ...FRAME, language }, history);
      expect(Buffer.byteLength(written)).toBeLessThanOrEqual(60 * 1024);
    },
  );

  test('are in the natural order of their numbers, and on one page what fails comes first', () => {
    const named = (place: number, { connection, diagnosis }: typeof HEALTHY) => ({
      connection: {
        ...connection,
        ...{
          id: `d${place}`,
          mailbox: { ...connection.mailbox, address: `desk-${place}@a.example` },
        },
      },
      diagnosis,
    });
    const order = (about: Partial<MailboxListView>) =>
      [...draw(about).matchAll(/>(desk-\d+)@/g)].map(([, name]) => name);
    const mailboxes = [named(100, HEALTHY), named(2, HEALTHY), named(30, TROUBLED)];
    expect(order({ mailboxes })).toEqual(['desk-30', 'desk-2', 'desk-100']);
    expect(order({ mailboxes, next: 'd' })).toEqual(['desk-2', 'desk-30', 'desk-100']);
  });
});

describe('what needs attention', () => {
  const section = (about: Partial<MailboxListView> = {}): string =>
    /<(section|div) id="attention"[\s\S]*?<div class="filters">/.exec(
      draw({ attention: GROUPS, ...about }),
    )?.[0] ?? '';

  test('is grouped by cause, with its domain, how many, who acts, and a link to these alone', () => {
    const shown = section();
    expect(shown).toContain('Needs attention <span class="count">50</span>');
    expect(shown).toMatch(/20<span[^>]*> 20 mailboxes<\/span>[\s\S]*?in small\.example\.jp/);
    expect(shown).toContain('href="/setup-page?trouble=domain_refused%40small.example.jp"');
    expect(shown).toContain('2 mailboxes have other problems.');
    expect(shown).toContain('href="/setup-page?actor=workspace_admin"');
    expect(shown).toMatch(/administrator <span class="count">22</);
  });

  test('says how the largest groups are mended, once for each', () => {
    expect(section().match(/<ol class="steps">/g)).toHaveLength(3);
  });

  test('offers links for all owners where the owners act', () => {
    const forms = section().match(/action="\/setup-page\/links\/owners"[\s\S]*?<\/form>/g) ?? [];
    expect(forms).toHaveLength(1);
    expect(forms[0]).toContain('name="trouble" value="grant_revoked"');
  });

  test('narrowed to who acts shows the groups of that person', () => {
    const shown = section({ asked: { ...ASKED, actor: 'workspace_admin' } });
    expect(shown.match(/<li class="group">/g)).toHaveLength(2);
  });

  test('narrowed to one group explains it above its mailboxes, which do not repeat it', () => {
    const [chosen = null] = GROUPS.groups;
    const asked = { ...ASKED, trouble: chosen?.trouble ?? '' };
    const page = draw({ attention: GROUPS, chosen, asked, total: 20 });
    expect(page.match(/<ol class="steps">/g)).toHaveLength(1);
    expect(page).toContain('All problems</a>');
    expect(draw({ asked, mailboxes: [] })).toContain('No mailbox has this problem any more.');
  });

  test('is not grouped where each mailbox has a problem of its own', () => {
    const groups = GROUPS.groups.map((group) => ({ ...group, count: 1 }));
    const attention = { groups, others: 0 };
    expect(draw({ attention })).toContain('<div id="attention" hidden>');
  });
});

describe('what is shown beside the diagnosis', () => {
  const of = (mailbox: typeof HEALTHY): string => draw({ mailboxes: [mailbox], counts: FIVE });

  test('warns of grants near the cap', () => {
    expect(of(NEAR_CAP)).toContain('93 of 100 grants</strong> Google keeps at most 100 grants');
    const { connection } = NEAR_CAP;
    const fewer = { ...NEAR_CAP, connection: { ...connection, grantsMinted: 89 } };
    expect(of(fewer)).not.toContain('of 100 grants');
  });

  test('asks nobody to act for a refusal that is not confirmed yet', () => {
    const doubt = 'The grant was refused, which may be a mistake';
    expect(of(SUSPECTED)).toContain(doubt);
    expect(of(SUSPECTED)).not.toContain('The mailbox owner');
    expect(of(TROUBLED)).not.toContain(doubt);
    const { connection } = SUSPECTED;
    const certain = { ...connection, status: 'needs_reconnect' } as const;
    expect(diagnoseConnection(certain)?.cause).toBe('reconnect_needed');
  });
});

describe('the scheduled runs', () => {
  test('that are running show their progress over all shards, and are followed', () => {
    const page = draw({ runs: RUNNING });
    expect(page).toContain('>Refreshing: 1,240 of 2,000</span>');
    expect(page).toMatch(/started <time[^>]*>20 seconds ago/);
    expect(page).toContain(
      '<progress aria-labelledby="running-token-refresh" value="1240" max="2000">',
    );
    expect(page).toContain('data-running');
  });

  test('that ended take one line each, and are followed no faster than the rest', () => {
    const page = draw({ runs: ENDED });
    expect(page).toMatch(
      /Last refresh run <time[^>]*>40 seconds ago<\/time> · 37 refreshed, 1 needs its owner</,
    );
    expect(page).toMatch(/Last check run <time[^>]*>3 minutes ago<\/time> · 497 passed, 3 failed</);
    expect(page).not.toContain('data-running');
    expect(page).not.toContain('<progress');
  });

  test('that stopped reporting are shown as interrupted', () => {
    expect(draw({ runs: CUT_OFF })).toMatch(/11 minutes ago<\/time> · cut off at 1,240 of 2,000</);
    expect(draw({ runs: CUT_OFF })).not.toContain('data-running');
  });

  test('of a job without words of its own are shown by its name', () => {
    const [ended] = ENDED;
    if (!ended) throw new Error('the sample fleet has no run');
    const other = { ...ended, job: 'mail-sync', due: 9, done: 7, counts: { filed: 7 } };
    expect(draw({ runs: [...ENDED, other] })).toMatch(
      /Last run of mail-sync <time[^>]*>40 seconds ago<\/time> · 7 done, 2 left for the next run</,
    );
    const running = { ...other, endedAt: null };
    expect(draw({ runs: [running] })).toContain('>Running mail-sync: 7 of 9</span>');
  });
});

describe('the breaker', () => {
  test('says since when, what the failures share, and that no mailbox is the cause', () => {
    const page = draw({ breakers: [GOOGLE_AWAY] });
    expect(page).toMatch(/Since<\/dt><dd><time[^>]*>14 minutes ago/);
    expect(page).toContain(GOOGLE_AWAY.diagnosis.title.en);
    expect(page).toContain(
      'No mailbox’s status is changed meanwhile. Up to 8 are tried in each run,',
    );
  });

  test('says who must do what, if anybody must', () => {
    const banner = (about: Partial<MailboxListView>): string =>
      /<div class="notice tone-bad"[\s\S]*?class="page-head"/.exec(draw(about))?.[0] ?? '';
    const steps = banner({ breakers: [CLIENT_REFUSED] });
    expect(steps).toContain('Who acts');
    expect(steps).toContain('Choose the connector’s client and copy its client ID,');
    expect(banner({ breakers: [GOOGLE_AWAY] })).not.toContain('Who acts');
  });
});
