import { describe, expect, test } from '@jest/globals';
import { diagnoseConnection } from '../../shared/diagnosis/index.ts';
import { type MailboxListView, mailboxListPage } from '../../shared/pages/index.ts';
import {
  ASKED,
  CLIENT_REFUSED,
  CUT_OFF,
  ENDED,
  GOOGLE_AWAY,
  MANY,
  NONE,
  RUNNING,
  TEN_THOUSAND,
} from './sample-fleet.ts';
import { FRAME, type HEALTHY, NEAR_CAP, SUSPECTED, TROUBLED } from './sample-views.ts';
import { listView } from './states.ts';

const draw = (about: Partial<MailboxListView> = {}, path = '/setup-page'): string =>
  mailboxListPage(
    { ...FRAME, path },
    listView({ counts: TEN_THOUSAND, mailboxes: MANY, ...about }),
  );

const NARROWED = { show: 'failing', search: '@a&b.example', after: 'm&1' } as const;
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

  test('and the search are kept by each other, by paging, the language, and every action', () => {
    const page = draw({ asked: NARROWED, next: 'm&2' }, AT);
    const well = '/setup-page?show=well&search=%40a%26b.example';
    const next = '/setup-page?show=failing&search=%40a%26b.example&after=m%262';
    const first = '/setup-page?show=failing&search=%40a%26b.example';
    for (const address of [well, next, first]) {
      expect(page).toContain(`href="${written(address)}"`);
    }
    expect(page).toContain('<input type="hidden" name="show" value="failing">');
    const back = `name="return_to" value="${written(AT)}"`;
    // The language form, fifty checks of which some are links for the owner, and no reconnect; and a refresh
    // for each mailbox whose last one failed.
    const refreshable = MANY.filter(
      ({ connection: { status, failure } }) => status === 'active' && failure !== null,
    );
    expect(refreshable).not.toHaveLength(0);
    expect(page.split(back)).toHaveLength(1 + 1 + MANY.length + refreshable.length);
    const query = new URLSearchParams({ return_to: AT });
    expect(page).toContain(`/connections/m1?${query}"`);
    expect(page).toContain(`/connections/m1/disconnect?${query}"`);
  });

  test('leave out the flash, so that it is not shown again', () => {
    const page = draw({}, '/setup-page?show=well&notice=probed&connection=c1');
    expect(page).toContain('name="return_to" value="/setup-page?show=well"');
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
    expect(page).toContain('No mailbox fits “nobody@”.');
    expect(page).toMatch(/<a class="text-link" href="\/setup-page">Show all mailboxes/);
    expect(draw({ mailboxes: [], asked: { ...ASKED, show: 'failing' } })).toContain(
      'No mailbox is failing.',
    );
  });
});

describe('many mailboxes', () => {
  test('take one line each, with the cause, the time and who acts', () => {
    const page = draw({ mailboxes: [...MANY.slice(0, 12), TROUBLED] });
    expect(page).toContain('class="mailboxes dense"');
    const [, row = ''] = /c4">(?<row>[\s\S]*?)<\/li>/.exec(page) ?? [];
    expect(row).toContain(TROUBLED.diagnosis?.title.en);
    expect(row).toMatch(/First failed <time[^>]*>8 minutes ago<\/time> · Nobody/);
    expect(row).not.toContain('class="steps"');
  });

  test('are shown in full when they are few', () => {
    const page = draw({ mailboxes: MANY.slice(0, 12) });
    expect(page).not.toContain('dense');
    expect(page).toContain('class="steps"');
  });

  test('fit into one quick answer', () => {
    expect(draw().length).toBeLessThan(256 * 1024);
  });
});

describe('what is shown beside the diagnosis', () => {
  const of = (mailbox: typeof HEALTHY): string => draw({ mailboxes: [mailbox] });

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
    expect(page).toContain('data-live="/setup-page/runs"');
  });

  test('that ended take one line each, and the page does not poll', () => {
    const page = draw({ runs: ENDED });
    expect(page).toMatch(
      /Last refresh run <time[^>]*>40 seconds ago<\/time> · 37 refreshed, 1 needs its owner</,
    );
    expect(page).toMatch(/Last check run <time[^>]*>3 minutes ago<\/time> · 497 passed, 3 failed</);
    expect(page).not.toContain('data-live');
    expect(page).not.toContain('<progress');
  });

  test('that stopped reporting are shown as interrupted', () => {
    expect(draw({ runs: CUT_OFF })).toMatch(/11 minutes ago<\/time> · cut off at 1,240 of 2,000</);
    expect(draw({ runs: CUT_OFF })).not.toContain('data-live');
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
    expect(steps).toContain('Choose the connector’s client and copy its client ID.');
    expect(banner({ breakers: [GOOGLE_AWAY] })).not.toContain('Who acts');
  });
});
