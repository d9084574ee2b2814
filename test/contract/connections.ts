import { describe, expect, test } from '@jest/globals';
import { sampleConnection } from '../support/samples.ts';
import { at, NOBODYS_IDS, put, type Subject } from './subject.ts';

/** Reading and writing connections; each write is a compare-and-set. */
export function connectionsContract(subject: Subject): void {
  describe('connections', () => {
    test('reads an unknown connection as null', async () => {
      expect(await subject.store.readConnection('nobody')).toBeNull();
      expect(await subject.store.findByAddress('nobody@example.com')).toBeNull();
    });

    test('returns every field as it was written', async () => {
      const full = sampleConnection({
        lease: { owner: 'worker', expiresAt: at('00:01:00') },
        refreshedAt: at('00:00:30'),
        disconnectedAt: at('00:00:40'),
        failure: {
          code: 'grant_refused',
          upstream: {
            service: 'google',
            endpoint: 'token',
            status: 400,
            error: 'invalid_grant',
            subtype: 'invalid_rapt',
            description: 'reauth',
          },
          since: at('00:00:50'),
          attempts: 3,
          wholeDomain: true,
        },
        probe: {
          at: at('00:00:10'),
          latencyMs: 42,
          labels: ['INBOX', '問い合わせ'],
          labelCount: 2,
          failure: {
            code: 'google_unavailable',
            upstream: {
              service: 'gmail',
              endpoint: 'gmail',
              status: null,
              error: null,
              subtype: null,
              description: null,
              network: 'ECONNREFUSED',
              retryAt: at('00:02:00'),
            },
          },
        },
        probeHistory: [
          { at: at('00:00:05'), latencyMs: 41, code: null },
          { at: at('00:00:10'), latencyMs: 42, code: 'google_unavailable' },
        ],
        imap: {
          at: at('00:00:11'),
          enabled: false,
          settingsFailure: { code: 'google_unavailable', upstream: null },
          folders: null,
          loginFailure: {
            code: 'imap_refused',
            upstream: {
              service: 'imap',
              endpoint: 'imap',
              status: 400,
              error: 'AUTHENTICATIONFAILED',
              subtype: null,
              description: 'Invalid credentials (Failure)',
            },
          },
        },
      });
      await put(subject, full);
      expect((await subject.store.readConnection(full.id))?.value).toEqual(full);
    });

    test('keeps its values after a reopen', async () => {
      await put(subject, sampleConnection());
      await subject.reopen();
      expect((await subject.store.readConnection('connection-1'))?.value).toEqual(
        sampleConnection(),
      );
    });

    test('refuses a new record where one exists', async () => {
      await put(subject, sampleConnection());
      expect(await subject.store.writeConnection(sampleConnection(), null)).toBeNull();
    });

    test('refuses a stale revision and changes nothing', async () => {
      const first = await subject.store.writeConnection(sampleConnection(), null);
      await subject.store.writeConnection(sampleConnection({ generation: 2 }), first);
      const late = await subject.store.writeConnection(sampleConnection({ generation: 9 }), first);
      expect(late).toBeNull();
      expect((await subject.store.readConnection('connection-1'))?.value.generation).toBe(2);
    });

    test('refuses a revision of an unknown record', async () => {
      expect(await subject.store.writeConnection(sampleConnection(), '7')).toBeNull();
    });

    test('lets one of many writers of the same revision win', async () => {
      await put(subject, sampleConnection());
      const other = await subject.another();
      const read = await subject.store.readConnection('connection-1');
      const lease = (owner: string) => ({ owner, expiresAt: at('00:01:00') });
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 ? subject.store : other).writeConnection(
            sampleConnection({ lease: lease(`worker-${i}`) }),
            read?.revision ?? null,
          ),
        ),
      );
      expect(wins.filter((revision) => revision !== null)).toHaveLength(1);
    });

    test('reads what another instance wrote', async () => {
      const other = await subject.another();
      await put(subject, sampleConnection());
      expect((await other.readConnection('connection-1'))?.value).toEqual(sampleConnection());
    });

    test.each(NOBODYS_IDS)('finds nothing under the id %p', async (id) => {
      expect(await subject.store.readConnection(id)).toBeNull();
    });
  });
}
