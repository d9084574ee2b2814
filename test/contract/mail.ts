import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Intake } from '../../shared/mail/model/intake.ts';
import type { LedgerEntry, ThreadLink } from '../../shared/mail/model/ledger.ts';
import type { MailEvent } from '../../shared/mail/model/mail-event.ts';
import type { OrgPause } from '../../shared/mail/model/org-pause.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';
import type { Send } from '../../shared/mail/model/send.ts';
import type { MailStore } from '../../shared/mail/ports.ts';
import type { OrgTokenStore } from '../../shared/salesforce/api/org.ts';
import { ALL_SHARDS, type AuditTrail, shardOf } from '../../shared/tokens/index.ts';
import { at, NOBODYS_IDS } from './subject.ts';

/** One adapter under test: a new, empty store, and ways to open the same store again. */
export type OpenedMail = {
  readonly mail: MailStore;
  readonly events: Pick<AuditTrail, 'listEvents'>;
  /** Opens the same state a second time, as another instance does. */
  another(): Promise<MailStore>;
  close(): Promise<void>;
};

/** One that stores documents, which a person with an editor may damage. */
export type StoredMail = OpenedMail & {
  readonly orgTokens: OrgTokenStore;
  /** Replaces the stored document of a message's entry. */
  damage(connectionId: string, messageId: string): Promise<void>;
};

const FAILURE = {
  code: 'record_refused',
  upstream: null,
  since: at('00:01:00'),
  attempts: 2,
} as const;

export const sampleIntake = (about: Partial<Intake> = {}): Intake => ({
  connectionId: 'connection-1',
  address: 'support@example.com',
  isOn: true,
  startsAt: at('00:00:00'),
  routing: {
    orgId: 'org-1',
    labelId: 'INBOX',
    origin: 'Email',
    priority: null,
    recordTypeId: '012000000000001AAA',
    owner: { kind: 'owner', id: '00G000000000001AAA' },
    policies: DEFAULT_POLICIES,
    mode: 'file',
  },
  historyId: '123456789012345678901',
  syncedAt: at('00:02:00'),
  pushedHistoryId: null,
  pushedAt: null,
  watch: { expiresAt: at('09:00:00'), renewedAt: at('00:00:00') },
  watchFailure: { ...FAILURE, code: 'watch_refused' },
  pushSilentSince: null,
  lease: { owner: 'somebody', expiresAt: at('00:03:00') },
  dueAt: at('00:10:00'),
  pollAt: at('00:15:00'),
  renewWatchAt: at('01:00:00'),
  sweepAt: at('03:00:00'),
  listing: { kind: 'resync', from: at('00:00:00'), pin: '9', pageToken: 'token', found: 1 },
  backfill: {
    from: at('00:00:00'),
    to: at('10:00:00'),
    listedTo: at('05:00:00'),
    found: 7,
    endedAt: null,
  },
  failure: null,
  hasOpenEntries: true,
  booksClosedDay: '2025-12-31',
  recentMails: [
    {
      fingerprint: '0123456789abcdef',
      messageId: '18f0000000000000',
      receivedAt: at('00:03:00'),
      notedAt: at('00:03:01'),
    },
  ],
  ...about,
});

/** The nth message of a mailbox. */
export const sampleEntry = (nth: number, about: Partial<LedgerEntry> = {}): LedgerEntry => ({
  connectionId: 'connection-1',
  messageId: nth.toString(16).padStart(16, '0'),
  threadId: '0000000000000001',
  state: 'found',
  foundAt: at('00:04:00'),
  foundBy: 'push',
  arrivalLabelIds: ['INBOX', 'Label_1'],
  receivedAt: null,
  changedAt: at('00:04:00'),
  dueAt: at('00:04:00'),
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
  ...about,
});

/** The nth mail that was asked to be sent. */
export const sampleSend = (nth: number, about: Partial<Send> = {}): Send => ({
  id: nth.toString(16).padStart(40, '0'),
  connectionId: 'connection-1',
  digest: 'a'.repeat(64),
  state: 'sent',
  orgId: 'org-1',
  caseId: '500000000000001AAA',
  historyId: '123456789012345678901',
  attempt: { date: at('00:01:00'), until: at('00:05:00') },
  sent: { messageId: '0000000000000001', threadId: '0000000000000001' },
  identifier: 'CA1@mail.gmail.com',
  emailMessageId: null,
  failure: { ...FAILURE, upstream: null },
  lease: { owner: 'somebody', expiresAt: at('00:06:00') },
  createdAt: at('00:01:00'),
  changedAt: at('00:04:00'),
  dueAt: at('00:10:00'),
  ...about,
});

const HELD: Partial<LedgerEntry> = {
  state: 'held',
  dueAt: null,
  receivedAt: at('00:03:59'),
  failure: { ...FAILURE, upstream: null },
};
const FILED: Partial<LedgerEntry> = {
  state: 'filed',
  dueAt: null,
  filed: { caseId: '500', emailMessageId: '02s', as: 'reply', notJoined: null },
};

const EVENT: MailEvent = {
  kind: 'mail_held',
  connectionId: 'connection-1',
  address: 'support@example.com',
  by: null,
  failure: { code: 'record_refused', upstream: null, since: at('00:01:00') },
  change: null,
  count: 1,
};

const idsOf = (entries: readonly { readonly value: LedgerEntry }[]): string[] =>
  entries.map(({ value }) => value.messageId);
const idOf = (nth: number): string => sampleEntry(nth).messageId;

/** What every MailStore must do, whatever it stores in. */
export function mailContract(name: string, open: () => Promise<OpenedMail>): void {
  describe(`MailStore contract: ${name}`, () => {
    let opened: OpenedMail;
    let mail: MailStore;
    beforeEach(async () => {
      opened = await open();
      mail = opened.mail;
    });
    afterEach(() => opened.close());

    const put = (...intakes: Intake[]) =>
      Promise.all(intakes.map((intake) => mail.writeIntake(intake, null)));

    describe('intakes', () => {
      test('are read as they were written, by id and by address while they are on', async () => {
        const intake = sampleIntake();
        const revision = await mail.writeIntake(intake, null);
        const read = { value: intake, revision };
        expect(await mail.readIntake(intake.connectionId)).toEqual(read);
        expect(await (await opened.another()).findIntake('support@example.com')).toEqual(read);
        await mail.writeIntake({ ...intake, isOn: false }, revision);
        expect(await mail.findIntake('support@example.com')).toBeNull();
        expect(await mail.findIntake('nobody@example.com')).toBeNull();
      });

      test('are written by compare-and-set, with their event or without it', async () => {
        const first = await mail.writeIntake(sampleIntake(), null);
        expect(await mail.writeIntake(sampleIntake(), null, EVENT)).toBeNull();
        const change = { of: 'origin', from: 'Web', to: 'Email' } as const;
        const event = {
          ...EVENT,
          kind: 'routing_changed',
          by: 'admin@example.com',
          change,
        } as const;
        const second = await mail.writeIntake(sampleIntake({ dueAt: null }), first, event);
        expect(second).not.toBeNull();
        expect(await mail.writeIntake(sampleIntake(), first, EVENT)).toBeNull();
        const [stored, ...others] = await opened.events.listEvents({
          connectionId: 'connection-1',
          limit: 9,
        });
        expect(others).toEqual([]);
        expect(stored).toMatchObject({
          kind: 'routing_changed',
          address: 'support@example.com',
          by: 'admin@example.com',
          role: 'administrator',
          change,
          count: 1,
          failure: { code: 'record_refused', wholeDomain: false },
          notification: { dueAt: null },
        });
      });

      test.each(NOBODYS_IDS)('are not found by an id that none has: %j', async (id) => {
        expect(await mail.readIntake(id)).toBeNull();
      });

      test('are listed by address, on and off', async () => {
        await put(
          sampleIntake({ connectionId: 'b', address: 'b@example.com' }),
          sampleIntake({ connectionId: 'c', address: 'a@example.com', isOn: false }),
        );
        expect((await mail.listIntakes()).map(({ connectionId }) => connectionId)).toEqual([
          'c',
          'b',
        ]);
      });

      test('are found when they are due, the earliest first, in their shard', async () => {
        const due = (connectionId: string, dueAt: Date | null) =>
          sampleIntake({ connectionId, dueAt });
        await put(
          due('late', at('00:20:00')),
          due('later', at('00:10:00')),
          due('now', at('00:30:00')),
        );
        await put(due('soon', at('00:40:00')), due('never', null));
        const before = at('00:30:00');
        expect(await mail.dueIntakes({ before, limit: 9 })).toEqual(['later', 'late', 'now']);
        expect(await mail.dueIntakes({ before, limit: 1, shards: ALL_SHARDS })).toEqual(['later']);
        expect(await mail.dueIntakes({ before, limit: 9, shards: [shardOf('late')] })).toContain(
          'late',
        );
        const others = ALL_SHARDS.filter((shard) => shard !== shardOf('late'));
        expect(await mail.dueIntakes({ before, limit: 9, shards: others })).not.toContain('late');
        expect(await mail.dueIntakes({ after: before, limit: 9 })).toEqual(['soon']);
        expect(await mail.dueIntakes({ before, limit: 9, shards: [] })).toEqual([]);
      });
    });

    describe('the ledger', () => {
      test('adds what it lacks, and says which, with revisions that the next write may name', async () => {
        const added = await mail.addEntries([sampleEntry(1), sampleEntry(2)]);
        expect(idsOf(added)).toEqual([idOf(1), idOf(2)]);
        const [one] = added;
        const filed = sampleEntry(1, FILED);
        expect(await mail.writeEntry(filed, one?.revision ?? '')).not.toBeNull();
        const again = await mail.addEntries([sampleEntry(1), sampleEntry(2), sampleEntry(3)]);
        expect(idsOf(again)).toEqual([idOf(3)]);
        expect((await mail.readEntry('connection-1', idOf(1)))?.value).toEqual(filed);
        expect(await mail.addEntries([sampleEntry(1)])).toEqual([]);
        expect(await mail.addEntries([])).toEqual([]);
      });

      test('adds each message once when several add it at the same time', async () => {
        const others = await Promise.all([opened.another(), opened.another()]);
        const added = await Promise.all(
          [mail, ...others].map((each, nth) =>
            each.addEntries([sampleEntry(nth + 5), sampleEntry(1), sampleEntry(2)]),
          ),
        );
        const all = added.flatMap(idsOf).toSorted();
        expect(all).toEqual([1, 2, 5, 6, 7].map(idOf));
      });

      test('holds five hundred messages of one page', async () => {
        const page = Array.from({ length: 500 }, (_, nth) => sampleEntry(nth));
        expect(await mail.addEntries(page)).toHaveLength(500);
        expect(
          await mail.readEntries(
            'connection-1',
            page.map(({ messageId }) => messageId),
          ),
        ).toHaveLength(500);
        expect(await mail.listOpenEntries('connection-1', 600)).toHaveLength(500);
      });

      test('is written by compare-and-set, with its event', async () => {
        const [added] = await mail.addEntries([sampleEntry(1)]);
        const held = sampleEntry(1, HELD);
        const revision = await mail.writeEntry(held, added?.revision ?? '', EVENT);
        expect(await mail.writeEntry(held, added?.revision ?? '', EVENT)).toBeNull();
        expect(await mail.readEntry('connection-1', idOf(1))).toEqual({ value: held, revision });
        const events = await opened.events.listEvents({ connectionId: 'connection-1', limit: 9 });
        expect(events.map(({ kind, notification }) => [kind, notification.dueAt !== null])).toEqual(
          [['mail_held', true]],
        );
      });

      test('tells in the event of a statement which messages differ', async () => {
        const books = { day: '2026-01-01', messageIds: [idOf(1), idOf(2)] };
        const event = { ...EVENT, kind: 'books_differ', failure: null, count: 2, books } as const;
        await mail.writeIntake(sampleIntake(), null, event);
        const [told] = await opened.events.listEvents({ connectionId: 'connection-1', limit: 9 });
        expect(told).toMatchObject({ kind: 'books_differ', count: 2, books });
      });

      test('lists the open messages of a mailbox, the oldest first', async () => {
        await mail.addEntries([
          sampleEntry(3),
          sampleEntry(1, HELD),
          sampleEntry(2, FILED),
          sampleEntry(0, { connectionId: 'connection-2' }),
        ]);
        expect(idsOf(await mail.listOpenEntries('connection-1', 9))).toEqual([idOf(1), idOf(3)]);
        expect(idsOf(await mail.listOpenEntries('connection-1', 1))).toEqual([idOf(1)]);
        expect(await mail.listOpenEntries('connection-3', 9)).toEqual([]);
      });

      test('has mail of a loop among the held, and not among the open that are looked through', async () => {
        const aside: Partial<LedgerEntry> = { ...HELD, failure: { ...FAILURE, code: 'mail_loop' } };
        await mail.addEntries([sampleEntry(1, aside), sampleEntry(2, HELD), sampleEntry(3, aside)]);
        expect(idsOf(await mail.listOpenEntries('connection-1', 9))).toEqual([idOf(2)]);
        for (const connectionId of ['connection-1', null]) {
          const listing = { connectionId, state: 'held', after: null, limit: 9 } as const;
          const { items } = await mail.listEntries(listing);
          expect(items.map(({ messageId }) => messageId)).toEqual([3, 2, 1].map(idOf));
          expect(await mail.countHeld(connectionId)).toBe(3);
        }
        expect(await mail.forgetEntries(new Date('2027-01-01T00:00:00Z'))).toBe(0);
        const held = await mail.readEntry('connection-1', idOf(1));
        const released = sampleEntry(1, { mayRepeat: true });
        expect(await mail.writeEntry(released, held?.revision ?? '')).not.toBeNull();
        expect(idsOf(await mail.listOpenEntries('connection-1', 9))).toEqual([idOf(1), idOf(2)]);
        expect((await mail.readEntry('connection-1', idOf(1)))?.value).toEqual(released);
      });

      test('reads those of some messages that exist', async () => {
        await mail.addEntries([sampleEntry(1), sampleEntry(2)]);
        const read = await mail.readEntries('connection-1', [idOf(2), idOf(9), idOf(1)]);
        expect(idsOf(read).toSorted()).toEqual([idOf(1), idOf(2)]);
        expect(await mail.readEntries('connection-1', [])).toEqual([]);
      });

      test('is listed page by page, the newest first, and the held ones of all mailboxes', async () => {
        await mail.addEntries([
          sampleEntry(1, FILED),
          sampleEntry(2, HELD),
          sampleEntry(3),
          sampleEntry(4, HELD),
          sampleEntry(4, { ...HELD, connectionId: 'connection-2' }),
        ]);
        const listed = async (connectionId: string | null, state: 'held' | null) => {
          const found: string[] = [];
          let after: string | null = null;
          do {
            const page = await mail.listEntries({ connectionId, state, after, limit: 2 });
            found.push(
              ...page.items.map((each) => `${each.connectionId} ${each.messageId.at(-1)}`),
            );
            after = page.next;
          } while (after);
          return found;
        };
        const ofOne = (...numbers: number[]) => numbers.map((nth) => `connection-1 ${nth}`);
        expect(await listed('connection-1', null)).toEqual(ofOne(4, 3, 2, 1));
        expect(await listed('connection-1', 'held')).toEqual(ofOne(4, 2));
        expect(await listed(null, 'held')).toEqual(['connection-2 4', ...ofOne(4, 2)]);
        expect([await mail.countHeld(null), await mail.countHeld('connection-1')]).toEqual([3, 2]);
        const odd = {
          connectionId: 'connection-1',
          state: null,
          after: 'no cursor',
          limit: 1,
        } as const;
        expect((await mail.listEntries(odd)).items).toHaveLength(1);
      });

      test('counts what arrived in a time by its state, in one mailbox and in all', async () => {
        const of = (hour: string) => ({ receivedAt: at(hour) });
        await mail.addEntries([
          sampleEntry(1, { ...FILED, ...of('08:59:59') }),
          sampleEntry(2, { ...FILED, ...of('09:00:00') }),
          sampleEntry(3, { ...HELD, ...of('09:14:59') }),
          sampleEntry(4, { foundAt: at('09:59:59') }),
          sampleEntry(5, { ...FILED, ...of('10:00:00') }),
          sampleEntry(6, { ...FILED, ...of('09:30:00'), connectionId: 'connection-2' }),
        ]);
        const span = { from: at('09:00:00'), until: at('10:00:00') };
        const counts = (connectionId: string | null) =>
          mail.countArrived({ connectionId, ...span });
        const ofOne = { found: 1, filed: 1, skipped: 0, held: 1 };
        expect(await counts('connection-1')).toEqual(ofOne);
        expect(await counts(null)).toEqual({ ...ofOne, filed: 2 });
        const [held] = await mail.readEntries('connection-1', [idOf(3)]);
        if (!held) throw new Error('unreachable');
        await mail.writeEntry({ ...held.value, ...FILED }, held.revision);
        expect(await counts('connection-1')).toEqual({ ...ofOne, filed: 2, held: 0 });
        const earlier = { from: at('07:00:00'), until: at('08:00:00') };
        const none = { found: 0, filed: 0, skipped: 0, held: 0 };
        expect(await mail.countArrived({ connectionId: null, ...earlier })).toEqual(none);
      });

      test('forgets filed and skipped messages after sixty days, and never open ones', async () => {
        await mail.addEntries([sampleEntry(1, FILED), sampleEntry(2, HELD), sampleEntry(3)]);
        expect(await mail.forgetEntries(new Date('2026-03-02T00:04:00Z'))).toBe(0);
        expect(await mail.forgetEntries(new Date('2026-03-02T00:04:01Z'))).toBe(1);
        expect(await mail.readEntry('connection-1', idOf(1))).toBeNull();
        expect(idsOf(await mail.listOpenEntries('connection-1', 9))).toEqual([idOf(2), idOf(3)]);
      });

      test.each(NOBODYS_IDS)('has no message with an id that none has: %j', async (id) => {
        expect(await mail.readEntry('connection-1', id)).toBeNull();
        expect(await mail.readEntry(id, idOf(1))).toBeNull();
      });
    });

    describe('sends', () => {
      test('are read as they were written, by compare-and-set, with their event', async () => {
        const send = sampleSend(1);
        expect(await mail.readSend(send.id)).toBeNull();
        const written = await mail.writeSend(send, null, { ...EVENT, kind: 'send_unknown' });
        expect(await mail.readSend(send.id)).toEqual({ value: send, revision: written });
        const others = sampleSend(1, { state: 'done', dueAt: null });
        expect(await mail.writeSend(others, null)).toBeNull();
        const next = await mail.writeSend(others, written);
        expect(await mail.writeSend(send, written)).toBeNull();
        expect(await mail.readSend(send.id)).toEqual({ value: others, revision: next });
        const events = await opened.events.listEvents({ connectionId: 'connection-1', limit: 9 });
        expect(events.map(({ kind }) => kind)).toEqual(['send_unknown']);
      });

      test('are created once when several create one at the same time', async () => {
        const others = await Promise.all([opened.another(), opened.another()]);
        const written = await Promise.all(
          [mail, ...others].map((each) => each.writeSend(sampleSend(1), null)),
        );
        expect(written.filter((revision) => revision !== null)).toHaveLength(1);
      });

      test('are found when they are due, the earliest first, by the shard of the mailbox', async () => {
        await mail.writeSend(sampleSend(1, { dueAt: at('00:20:00') }), null);
        await mail.writeSend(sampleSend(2, { dueAt: at('00:10:00') }), null);
        await mail.writeSend(sampleSend(3, { dueAt: at('00:40:00') }), null);
        await mail.writeSend(sampleSend(4, { dueAt: null }), null);
        const idsDue = (limit: number, shards = ALL_SHARDS) =>
          mail.dueSends({ before: at('00:20:00'), limit, shards });
        const [first, second] = [sampleSend(2).id, sampleSend(1).id];
        expect(await idsDue(9)).toEqual([first, second]);
        expect(await idsDue(1)).toEqual([first]);
        const own = shardOf('connection-1');
        expect(await idsDue(9, [own])).toEqual([first, second]);
        expect(
          await idsDue(
            9,
            ALL_SHARDS.filter((shard) => shard !== own),
          ),
        ).toEqual([]);
        expect(await idsDue(9, [])).toEqual([]);
      });

      test('are forgotten after sixty days, and never while they are due', async () => {
        await mail.writeSend(sampleSend(1, { dueAt: null }), null);
        await mail.writeSend(sampleSend(2), null);
        expect(await mail.forgetSends(new Date('2026-03-02T00:04:00Z'))).toBe(0);
        expect(await mail.forgetSends(new Date('2026-03-02T00:04:01Z'))).toBe(1);
        expect(await mail.readSend(sampleSend(1).id)).toBeNull();
        expect(await mail.readSend(sampleSend(2).id)).not.toBeNull();
      });

      test.each(NOBODYS_IDS)('are none with an id that none has: %j', async (id) => {
        expect(await mail.readSend(id)).toBeNull();
      });
    });

    describe('small records', () => {
      const LINK: ThreadLink = {
        connectionId: 'connection-1',
        threadId: '0000000000000001',
        caseId: '500',
        participants: ['ab', 'cd'],
        leftCaseIds: ['501'],
        storedImages: ['0123456789abcdef0123456789abcdef'],
        linkedAt: at('00:05:00'),
      };
      const PAUSE: OrgPause = {
        orgId: 'org-1',
        code: 'org_limit_reached',
        upstream: {
          service: 'salesforce',
          endpoint: 'org',
          status: 403,
          error: 'REQUEST_LIMIT_EXCEEDED',
          subtype: null,
          description: null,
        },
        since: at('00:05:00'),
        canaryAt: at('00:06:00'),
        endedAt: null,
      };

      test('of who stores the files of a mail are read as they were written, by compare-and-set', async () => {
        const place = { orgId: 'org-1', emailMessageId: '02s000000000001AAA' };
        const claim = { ...place, connectionId: 'connection-1', until: at('00:25:00') };
        expect(await mail.readFilesClaim(place)).toBeNull();
        const claimed = await mail.writeFilesClaim(claim, null);
        expect(await mail.readFilesClaim(place)).toEqual({ value: claim, revision: claimed });
        const others = { ...claim, connectionId: 'connection-2', until: at('00:45:00') };
        expect(await mail.writeFilesClaim(others, null)).toBeNull();
        const taken = await mail.writeFilesClaim(others, claimed);
        expect(await mail.readFilesClaim(place)).toEqual({ value: others, revision: taken });
        expect(await mail.readFilesClaim({ ...place, orgId: 'org-2' })).toBeNull();
      });

      test('of threads are listed page by page, of all mailboxes, each once', async () => {
        const links = ['connection-1', 'connection-2'].flatMap((connectionId) =>
          ['1', '2', '3', '4', '5'].map((threadId) => ({ ...LINK, connectionId, threadId })),
        );
        const revisions = new Map<string, string | null>();
        for (const link of links)
          revisions.set(
            `${link.connectionId} ${link.threadId}`,
            await mail.writeThreadLink(link, null),
          );
        await mail.writeFilesClaim(
          { orgId: 'o', emailMessageId: 'e', connectionId: 'c', until: at('00:25:00') },
          null,
        );
        const found: string[] = [];
        let after: string | null = null;
        do {
          const page = await mail.listThreadLinks({ after, limit: 3 });
          expect(page.items.length).toBeLessThanOrEqual(3);
          expect(page.unreadable).toBe(0);
          for (const { value, revision } of page.items) {
            const place = `${value.connectionId} ${value.threadId}`;
            expect(value.participants).toEqual(LINK.participants);
            expect(revision).toBe(revisions.get(place));
            found.push(place);
          }
          after = page.next;
        } while (after !== null);
        expect(found.toSorted()).toEqual([...revisions.keys()].toSorted());
      });

      test('of erasures are stored once, with their event', async () => {
        const erasure = { id: 'erasure-1', at: at('00:05:00'), threads: 3 };
        const event = {
          ...EVENT,
          kind: 'address_erased',
          connectionId: null,
          address: null,
        } as const;
        expect(
          await mail.addErasure(erasure, { ...event, failure: null, count: 3 }),
        ).not.toBeNull();
        expect(await mail.addErasure(erasure, { ...event, failure: null, count: 3 })).toBeNull();
        expect(await opened.events.listEvents({ connectionId: null, limit: 9 })).toMatchObject([
          { kind: 'address_erased', address: null, by: null, count: 3 },
        ]);
      });

      test('of threads and pauses are read as they were written, by compare-and-set', async () => {
        const linked = await mail.writeThreadLink(LINK, null);
        expect(await mail.readThreadLink('connection-1', LINK.threadId)).toEqual({
          value: LINK,
          revision: linked,
        });
        expect(await mail.writeThreadLink(LINK, null)).toBeNull();
        expect(await mail.readThreadLink('connection-2', LINK.threadId)).toBeNull();
        const paused = await mail.writeOrgPause(PAUSE, null, {
          ...EVENT,
          kind: 'org_paused',
          connectionId: null,
        });
        expect(await mail.readOrgPause('org-1')).toEqual({ value: PAUSE, revision: paused });
        expect(await mail.readOrgPause('org-2')).toBeNull();
        expect(await opened.events.listEvents({ connectionId: null, limit: 9 })).toMatchObject([
          { kind: 'org_paused', connectionId: null },
        ]);
      });
    });
  });
}

/** The same of one that stores documents, and the tokens of organizations beside them. */
export function storedMailContract(name: string, open: () => Promise<StoredMail>): void {
  mailContract(name, open);

  describe(`Stored mail: ${name}`, () => {
    let opened: StoredMail;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('hides no message because another cannot be read', async () => {
      await opened.mail.addEntries([sampleEntry(1), sampleEntry(2)]);
      await opened.damage('connection-1', idOf(1));
      expect(idsOf(await opened.mail.listOpenEntries('connection-1', 9))).toEqual([idOf(2)]);
      const page = await opened.mail.listEntries({
        connectionId: 'connection-1',
        state: null,
        after: null,
        limit: 9,
      });
      expect(page.items).toHaveLength(1);
      await expect(opened.mail.readEntry('connection-1', idOf(1))).rejects.toMatchObject({
        code: 'record_unreadable',
      });
    });

    test('an organization’s token is read as it was written, and replaced', async () => {
      const { orgTokens } = opened;
      const token = {
        value: 'marked-org-token',
        instanceUrl: 'https://a.my.salesforce.com',
        expiresAt: at('00:30:00'),
      };
      expect(await orgTokens.readOrgToken('org-1')).toBeNull();
      await orgTokens.writeOrgToken('org-1', { ...token, value: 'another' });
      await orgTokens.writeOrgToken('org-1', token);
      expect(await orgTokens.readOrgToken('org-1')).toEqual(token);
      expect(await orgTokens.readOrgToken('../org')).toBeNull();
    });
  });
}
