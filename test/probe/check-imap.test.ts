import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import type { Gmail } from '../../shared/google/index.ts';
import { checkImap, enableImap, probeFirst } from '../../shared/probe/index.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { eventually } from '../support/eventually.ts';
import { sampleConnection } from '../support/samples.ts';
import { REFUSALS } from '../tokens/fake-service-accounts.ts';
import { codeOf, SUPPORT, storedIn, useHarness } from '../tokens/harness.ts';

const TOKEN = 'marked-access-token';
const SETTINGS = { autoExpunge: true, expungeBehavior: 'archive', maxFolderSize: 0 };
const ADMIN = 'admin@example.com';

/** A Gmail whose IMAP setting a test reads; it refuses as the test says. */
function fakeGmail(enabled: boolean, refusals: Partial<Record<keyof Gmail, AppError>> = {}) {
  let isOn = enabled;
  const answer = <Answer>(method: keyof Gmail, token: string, value: () => Answer): Answer => {
    const refusal = refusals[method];
    if (refusal) throw refusal;
    const isKnown = token === TOKEN || token.startsWith('marked-delegated-token');
    if (!isKnown) throw new AppError('token_rejected');
    return value();
  };
  const settings = () => ({ enabled: isOn, ...SETTINGS });
  const gmail: Gmail = {
    listLabels: async (token) => answer('listLabels', token, () => ['INBOX']),
    readImap: async (token) => answer('readImap', token, settings),
    enableImap: async (token) =>
      answer('enableImap', token, () => {
        isOn = true;
        return settings();
      }),
  };
  return gmail;
}

describe('a check of IMAP', () => {
  const { harness, instance } = useHarness();

  const stored = async (about: Partial<Connection> = {}): Promise<Connection> => {
    const now = harness.clock.now();
    const expiresAt = new Date(now.getTime() + 3600 * 1000);
    const accessToken = { value: TOKEN, expiresAt };
    const sample = sampleConnection({ profile: 'everything', accessToken, ...about });
    await instance.ports.store.writeConnection(sample, null);
    return sample;
  };
  const portsWith = (gmail: Gmail, logIn: (() => Promise<{ mailboxes: number }>) | null) => {
    const logins: string[][] = [];
    const logInToImap =
      logIn &&
      ((address: string, token: string) => {
        logins.push([address, token]);
        return logIn();
      });
    const { store, clock } = instance.ports;
    return { tokens: instance.tokens, gmail, clock, store, logInToImap, logins };
  };
  const works = () => Promise.resolve({ mailboxes: 3 });
  const refused = new AppError('imap_refused');
  const refuses = () => Promise.reject(refused);
  const imapOf = async ({ id }: Connection) => (await storedIn(instance, id)).imap;
  const eventsOf = ({ id }: Connection) =>
    instance.ports.store.listEvents({ connectionId: id, limit: 9 });

  test('notes the setting and the login', async () => {
    const connection = await stored();
    const ports = portsWith(fakeGmail(true), works);
    await checkImap(ports, connection.id);
    expect(await imapOf(connection)).toEqual({
      at: harness.clock.now(),
      enabled: true,
      settingsFailure: null,
      folders: 3,
      loginFailure: null,
    });
    expect(ports.logins).toEqual([[connection.mailbox.address, TOKEN]]);
  });

  test('that fails changes nothing else of the connection, and makes no event', async () => {
    const connection = await stored();
    const before = await storedIn(instance, connection.id);
    const unread = new AppError('gmail_refused');
    await checkImap(portsWith(fakeGmail(true, { readImap: unread }), refuses), connection.id);
    const { imap, ...after } = await storedIn(instance, connection.id);
    expect({ ...after, imap: null }).toEqual(before);
    expect(imap).toMatchObject({
      enabled: null,
      settingsFailure: { code: 'gmail_refused' },
      folders: null,
      loginFailure: { code: 'imap_refused' },
    });
    expect(await eventsOf(connection)).toEqual([]);
  });

  test('reads the setting alone where there is no server', async () => {
    const connection = await stored();
    await checkImap(portsWith(fakeGmail(false), null), connection.id);
    expect(await imapOf(connection)).toMatchObject({
      enabled: false,
      folders: null,
      loginFailure: null,
    });
  });

  test.each<[string, Partial<Connection>]>([
    ['may not use IMAP', { profile: 'receive_and_send' }],
    ['is disconnected', { status: 'disconnected', grant: { kind: 'none' } }],
    ['needs a reconnect', { status: 'needs_reconnect' }],
  ])('is not made of a mailbox that %s', async (_, about) => {
    const connection = await stored(about);
    const ports = portsWith(fakeGmail(true), works);
    await checkImap(ports, connection.id);
    expect(await imapOf(connection)).toBeNull();
    expect(ports.logins).toEqual([]);
  });

  test('is dropped when the owner consented anew while it was made', async () => {
    const connection = await stored();
    const consentedAt = new Date(harness.clock.now().getTime() + 1000);
    const consents = async () => {
      const found = await instance.ports.store.readConnection(connection.id);
      harness.clock.advance(2000);
      const after = { ...connection, consentedAt };
      await instance.ports.store.writeConnection(after, found?.revision ?? null);
      return { mailboxes: 3 };
    };
    await checkImap(portsWith(fakeGmail(true), consents), connection.id);
    expect(await imapOf(connection)).toBeNull();
  });

  test('follows the first probe of a mailbox that was just connected', async () => {
    const connection = await stored();
    await probeFirst(portsWith(fakeGmail(true), works), connection.id);
    // The harness's clock does not wait the five seconds.
    const after = await eventually(async () => {
      const now = await storedIn(instance, connection.id);
      return now.imap && now;
    });
    expect(after?.probe?.failure).toBeNull();
    expect(after?.imap?.folders).toBe(3);
  });

  test('does not follow a first probe that failed', async () => {
    const connection = await stored();
    const gmail = fakeGmail(true, { listLabels: new AppError('gmail_refused') });
    const ports = portsWith(gmail, works);
    await probeFirst(ports, connection.id);
    const after = await eventually(async () => {
      const now = await storedIn(instance, connection.id);
      return now.probe && now;
    });
    expect(after?.probe?.failure?.code).toBe('gmail_refused');
    expect(after?.imap).toBeNull();
    expect(ports.logins).toEqual([]);
  });

  describe('after an administrator turned IMAP on', () => {
    const delegated = async (): Promise<Connection> => {
      harness.serviceAccounts.addMailbox(SUPPORT);
      harness.serviceAccounts.delegate('example.com');
      const { id } = await instance.tokens.addDelegation(
        {
          serviceAccount: 'mail@project.iam.gserviceaccount.com',
          clientId: null,
          domains: ['example.com'],
          profile: 'everything',
          key: null,
        },
        ADMIN,
      );
      const delegating = { delegationId: id, address: SUPPORT.address, by: ADMIN };
      return (await instance.tokens.connectByDelegation(delegating)).connection;
    };
    const newestOf = async (connection: Connection) => (await eventsOf(connection))[0]?.kind;

    test('shows it on, and the audit trail names the administrator', async () => {
      const connection = await delegated();
      await enableImap(portsWith(fakeGmail(false), works), connection.id, ADMIN);
      expect((await imapOf(connection))?.enabled).toBe(true);
      expect((await eventsOf(connection))[0]).toMatchObject({
        kind: 'imap_enabled',
        by: ADMIN,
        role: 'administrator',
        notification: { dueAt: null },
      });
    });

    test('asks Google for a token with the one scope that this takes', async () => {
      const connection = await delegated();
      await enableImap(portsWith(fakeGmail(false), works), connection.id, ADMIN);
      expect(harness.serviceAccounts.requests.at(-1)).toMatchObject({
        subject: SUPPORT.address,
        scopes: ['https://www.googleapis.com/auth/gmail.settings.basic'],
      });
    });

    test('is told where the scope is missing: in the delegation, or for want of one', async () => {
      const connection = await delegated();
      harness.serviceAccounts.refuse(() => REFUSALS.notDelegated);
      const gmail = fakeGmail(false);
      const enabling = enableImap(portsWith(gmail, works), connection.id, ADMIN);
      expect(await codeOf(enabling)).toBe('settings_scope_missing');
      const consented = await stored({ id: 'consented' });
      const asked = enableImap(portsWith(gmail, works), consented.id, ADMIN);
      expect(await codeOf(asked)).toBe('settings_scope_missing');
    });

    test('is not made when Gmail refuses, and there is no event', async () => {
      const connection = await delegated();
      const gmail = fakeGmail(false, { enableImap: new AppError('gmail_refused') });
      const enabling = enableImap(portsWith(gmail, works), connection.id, ADMIN);
      expect(await codeOf(enabling)).toBe('gmail_refused');
      expect(await imapOf(connection)).toBeNull();
      expect(await newestOf(connection)).toBe('connected');
    });

    test('makes no event when Gmail leaves IMAP off', async () => {
      const connection = await delegated();
      const gmail = fakeGmail(false);
      const stays: Gmail = { ...gmail, enableImap: gmail.readImap };
      await enableImap(portsWith(stays, works), connection.id, ADMIN);
      expect((await imapOf(connection))?.enabled).toBe(false);
      expect(await newestOf(connection)).toBe('connected');
    });

    test('of an unknown connection is refused', async () => {
      const enabling = enableImap(portsWith(fakeGmail(false), works), 'unknown', ADMIN);
      expect(await codeOf(enabling)).toBe('connection_unknown');
    });
  });
});
