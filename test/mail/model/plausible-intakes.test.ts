import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Intake } from '../../../shared/mail/model/intake.ts';
import { withPlausibleIntakes } from '../../../shared/mail/model/plausible-intakes.ts';
import type { MailStore } from '../../../shared/mail/ports.ts';
import { sampleEntry, sampleIntake } from '../../contract/mail.ts';
import { createFakeMailStore, type FakeMailStore } from '../fake-mail-store.ts';

const NOW = new Date('2026-01-01T00:05:00Z');
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const ahead = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);
const FAILURE = { code: 'google_unavailable', upstream: null, attempts: 1 } as const;
/** A request of a service to wait. */
const ASKED = {
  service: 'google',
  endpoint: 'gmail',
  status: 429,
  error: null,
  subtype: null,
  description: null,
  retryAt: ahead(DAY),
} as const;

let stored: FakeMailStore;
let mail: MailStore;
beforeEach(() => {
  stored = createFakeMailStore();
  mail = withPlausibleIntakes(stored, { now: () => NOW });
});

/** An intake after it was stored, by each way of reading it. */
async function readBack(about: Partial<Intake>): Promise<Intake> {
  await stored.writeIntake(sampleIntake(about), null);
  const byId = (await mail.readIntake('connection-1'))?.value;
  const byAddress = (await mail.findIntake('support@example.com'))?.value;
  const [listed] = await mail.listIntakes();
  if (!byId) throw new Error('There is no such intake');
  expect([byAddress, listed]).toEqual([byId, byId]);
  return byId;
}

/** A clock that was ahead by so much wrote it; and what is right a moment before it counts as wrong. */
const CORRECTIONS: readonly [
  field: string,
  longest: number,
  of: (at: Date) => Partial<Intake>,
  after: Partial<Intake>,
][] = [
  ['lease', 10 * MINUTE, (expiresAt) => ({ lease: { owner: 'o', expiresAt } }), { lease: null }],
  ['due time', 2 * DAY, (dueAt) => ({ dueAt }), { dueAt: NOW }],
  ['next reading', 2 * DAY, (pollAt) => ({ pollAt }), { pollAt: NOW }],
  ['next watch', 2 * DAY, (renewWatchAt) => ({ renewWatchAt }), { renewWatchAt: NOW }],
  ['next sweep', 2 * DAY, (sweepAt) => ({ sweepAt }), { sweepAt: NOW }],
  ['last reading', 2 * MINUTE, (syncedAt) => ({ syncedAt }), { syncedAt: null }],
  ['last push', 2 * MINUTE, (pushedAt) => ({ pushedAt }), { pushedAt: NOW }],
  ['silence', 2 * MINUTE, (pushSilentSince) => ({ pushSilentSince }), { pushSilentSince: NOW }],
  ['start', 10 * MINUTE, (startsAt) => ({ startsAt }), { startsAt: NOW }],
  [
    'failure',
    2 * MINUTE,
    (since) => ({ failure: { ...FAILURE, since } }),
    { failure: { ...FAILURE, since: NOW } },
  ],
  [
    'failure of the watch',
    2 * MINUTE,
    (since) => ({ watchFailure: { ...FAILURE, since } }),
    { watchFailure: { ...FAILURE, since: NOW } },
  ],
  [
    'listing',
    10 * MINUTE,
    (from) => ({ listing: { kind: 'resync', from, pin: '9', pageToken: null, found: 0 } }),
    { listing: null },
  ],
];

describe('an intake that a clock wrote which was ahead', () => {
  test.each(CORRECTIONS)('has a plausible %s when it is read', async (_, longest, of, after) => {
    const wrong = of(ahead(longest + 1));
    expect(await readBack(wrong)).toEqual(sampleIntake({ ...wrong, ...after }));
  });

  test.each(CORRECTIONS)('keeps a %s that may be right', async (_, longest, of) => {
    const right = sampleIntake(of(ahead(longest)));
    expect(await readBack(right)).toEqual(right);
  });

  test('has closed books of no day that has not come when it is read', async () => {
    expect((await readBack({ booksClosedDay: '2026-01-02' })).booksClosedDay).toBeNull();
  });

  test('keeps the correction with the next write', async () => {
    const intake = sampleIntake({ dueAt: ahead(400 * DAY) });
    await stored.writeIntake(intake, null);
    const read = await mail.readIntake('connection-1');
    if (!read) throw new Error('There is no such intake');
    expect(await mail.writeIntake(read.value, read.revision)).not.toBeNull();
    expect(stored.intakeOf('connection-1').dueAt).toEqual(NOW);
  });

  test('is null where there is none', async () => {
    expect(await mail.readIntake('nobody')).toBeNull();
    expect(await mail.findIntake('nobody@example.com')).toBeNull();
    expect(await mail.readEntry('nobody', '1')).toBeNull();
  });
});

describe('the search of what is due', () => {
  const due = async (limit: number) => mail.dueIntakes({ before: NOW, limit });
  beforeEach(async () => {
    const dues = { late: -MINUTE, soon: HOUR, tomorrow: 2 * DAY, never: 400 * DAY };
    for (const [connectionId, wait] of Object.entries(dues))
      await stored.writeIntake(sampleIntake({ connectionId, dueAt: ahead(wait) }), null);
    stored.calls.length = 0;
  });

  test('finds what lies further ahead than anything waits', async () => {
    expect(await due(9)).toEqual(['late', 'never']);
    expect(await due(2)).toEqual(['late', 'never']);
  });

  test('is made once when as many are due as are wanted', async () => {
    expect(await due(1)).toEqual(['late']);
    expect(stored.counts()).toEqual({ dueIntakes: 1 });
  });

  test('finds each once, also one that was written between the two searches', async () => {
    const first = await stored.readIntake('late');
    stored.hooks.after = async ({ number, operation }) => {
      delete stored.hooks.after;
      if (operation !== 'dueIntakes' || !first) throw new Error(`unexpected call ${number}`);
      await stored.writeIntake({ ...first.value, dueAt: ahead(3 * DAY) }, first.revision);
    };
    expect((await due(9)).toSorted()).toEqual(['late', 'never']);
  });
});

describe('a message that a clock found which was ahead', () => {
  const found = async (about: Parameters<typeof sampleEntry>[1]) => {
    const entry = sampleEntry(1, about);
    await stored.addEntries([entry]);
    const { connectionId, messageId } = entry;
    const read = await mail.readEntry(connectionId, messageId);
    expect(await mail.readEntries(connectionId, [messageId])).toEqual([read]);
    expect(await mail.listOpenEntries(connectionId, 9)).toEqual([read]);
    return read?.value;
  };

  test('is due now, not after days', async () => {
    const dueAt = ahead(2 * HOUR + 1);
    expect(await found({ dueAt })).toEqual(sampleEntry(1, { dueAt: NOW }));
  });

  test.each([
    ['two hours', { dueAt: ahead(2 * HOUR) }],
    [
      'as long as a service asked',
      { dueAt: ahead(DAY), failure: { ...FAILURE, upstream: ASKED, since: NOW } },
    ],
    ['until a person decides', { state: 'held', dueAt: null } as const],
  ])('waits %s if its entry says so', async (_, about) => {
    expect(await found(about)).toEqual(sampleEntry(1, about));
  });

  test('fails since now, if it failed in the future', async () => {
    const failure = { ...FAILURE, since: ahead(DAY) };
    expect((await found({ failure }))?.failure).toEqual({ ...FAILURE, since: NOW });
  });
});

describe('the pause of an organization that a clock wrote which was ahead', () => {
  const canaryOf = async (wait: number): Promise<Date | undefined> => {
    const { code, upstream } = FAILURE;
    const pause = { orgId: 'org-1', code, upstream, since: NOW, endedAt: null } as const;
    await stored.writeOrgPause({ ...pause, canaryAt: ahead(wait) }, null);
    return (await mail.readOrgPause('org-1'))?.value.canaryAt;
  };

  test('ends with a canary that may be tried now', async () => {
    expect(await canaryOf(10 * MINUTE + 1)).toEqual(NOW);
  });

  test('waits as long as any pause may', async () => {
    expect(await canaryOf(10 * MINUTE)).toEqual(ahead(10 * MINUTE));
    expect(await mail.readOrgPause('org-2')).toBeNull();
  });
});

describe('the claim of a mail’s files that a clock wrote which was ahead', () => {
  const PLACE = { orgId: 'org-1', emailMessageId: '02s000000000001AAA' };
  const endOf = async (wait: number): Promise<Date | undefined> => {
    const claim = { ...PLACE, connectionId: 'connection-1', until: ahead(wait) };
    await stored.writeFilesClaim(claim, null);
    return (await mail.readFilesClaim(PLACE))?.value.until;
  };

  test('is over', async () => {
    expect(await endOf(HOUR + 1)).toEqual(NOW);
  });

  test('lasts as long as any claim may', async () => {
    expect(await endOf(HOUR)).toEqual(ahead(HOUR));
    expect(await mail.readFilesClaim({ ...PLACE, orgId: 'org-2' })).toBeNull();
  });
});
