import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AuthorizationRequest, Connection } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';

const MEBIBYTE = 1_048_576;
const KIBIBYTE = 1_024;
/** The longest that Google allows for each: "Using OAuth 2.0", "Token size". */
const ACCESS_TOKEN = 'a'.repeat(2_048);
const REFRESH_TOKEN = 'r'.repeat(512);
/** An address of RFC 5321's longest, and all of Gmail's scopes many times over. */
const ADDRESS = `${'l'.repeat(64)}@${'d'.repeat(185)}.com`;
const SCOPES = Array.from({ length: 40 }, (_, nth) => `https://www.googleapis.com/auth/${nth}`);
/** What report.ts keeps of Google's words, in the characters that take the most bytes. */
const GOOGLE = {
  service: 'google' as const,
  endpoint: 'token' as const,
  status: 400,
  error: 'e'.repeat(40),
  subtype: 's'.repeat(40),
  description: '𠮷'.repeat(150),
};
/** 200 are kept of a probe (LABELS_KEPT), each of 225 characters at most (Gmail's limit). */
const LABELS = Array.from({ length: 200 }, () => '𠮷'.repeat(225));

const failure = { code: 'google_unavailable' as const, upstream: GOOGLE };
const at = new Date();
const LARGEST: Connection = sampleConnection({
  mailbox: { subject: '1'.repeat(255), address: ADDRESS, hostedDomain: 'd'.repeat(253) },
  scopes: SCOPES,
  accessToken: { value: ACCESS_TOKEN, expiresAt: at },
  lease: { owner: 'o'.repeat(36), expiresAt: at },
  failure: { ...failure, since: at, attempts: 9, wholeDomain: true },
  probe: { at, latencyMs: 1, labels: LABELS, labelCount: 10_000, failure },
  probeHistory: Array.from({ length: 30 }, () => ({ at, latencyMs: 12_345, code: failure.code })),
});
const REQUEST: AuthorizationRequest = {
  ...(sampleAnswered() as Extract<AuthorizationRequest, { stage: 'answered' }>),
  begunBy: ADDRESS,
  answer: {
    accessToken: ACCESS_TOKEN,
    expiresInSeconds: 3599,
    refreshToken: REFRESH_TOKEN,
    scopes: SCOPES,
    idToken: 'i'.repeat(4_096),
  },
};

describeWithFirestore('the largest records', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore, { grantVaults: ['sealed-firestore'] });
  });
  afterEach(() => cloud.close());

  const bytesOf = async (path: string) =>
    Buffer.byteLength(JSON.stringify((await cloud.database.doc(path).get()).data()));

  test('a connection takes less than a quarter of what a document may hold', async () => {
    const { store } = cloud.state;
    expect(await store.writeConnection(LARGEST, null)).not.toBeNull();
    expect((await store.readConnection(LARGEST.id))?.value).toEqual(LARGEST);
    const bytes = await bytesOf(`connections/${LARGEST.id}`);
    expect(bytes).toBeGreaterThan(180_000);
    expect(bytes).toBeLessThan(MEBIBYTE / 4);
  });

  test('a request and a grant take a few KiB', async () => {
    const { store, vault } = cloud.state;
    expect(await store.writeRequest(REQUEST, null)).not.toBeNull();
    expect((await store.readRequest(REQUEST.id))?.value).toEqual(REQUEST);
    expect(await bytesOf(`authorizationRequests/${REQUEST.id}`)).toBeLessThan(32 * KIBIBYTE);
    const grant = { refreshToken: REFRESH_TOKEN, scopes: SCOPES };
    const version = await vault.put('connection-1', grant);
    expect(await bytesOf(version)).toBeLessThan(8 * KIBIBYTE);
    // Secret Manager takes 64 KiB.
    const elsewhere = cloud.another({ grantVaults: ['secret-manager'] }).vault;
    expect(await elsewhere.get(await elsewhere.put('connection-1', grant))).toEqual(grant);
  });

  test('what is searched by is short enough for an index', async () => {
    await cloud.state.store.writeConnection(LARGEST, null);
    const fields = (await cloud.database.doc(`connections/${LARGEST.id}`).get()).data() ?? {};
    // Left out of every index: terraform/firestore-indexes.json.
    const { document: _, ...searched } = fields;
    for (const value of Object.values(searched)) {
      expect(Buffer.byteLength(String(value))).toBeLessThan(1_500);
    }
  });

  test('one that is too large all the same is refused, and what is stored stays', async () => {
    const { store } = cloud.state;
    const revision = await store.writeConnection(LARGEST, null);
    // Four times what Google documents: nothing that a mailbox can have.
    const labels = Array.from({ length: 1_200 }, () => '𠮷'.repeat(225));
    const probe = { at, latencyMs: 1, labels, labelCount: 1_200, failure: null };
    const end = await endOf(store.writeConnection({ ...LARGEST, probe }, revision));
    expect(end).toMatchObject({ code: 'internal' });
    expect(end.shown).not.toContain('𠮷');
    expect(await store.readConnection(LARGEST.id)).toMatchObject({ revision, value: LARGEST });
  });
});
