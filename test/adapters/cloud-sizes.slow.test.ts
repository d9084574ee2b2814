import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AuthorizationRequest, Connection } from '../../shared/tokens/index.ts';
import { sampleEntry, sampleIntake } from '../contract/mail.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';

const MEBIBYTE = 1_048_576;
const KIBIBYTE = 1_024;
/** The maximum sizes that Google documents: "Using OAuth 2.0", "Token size". */
const ACCESS_TOKEN = 'a'.repeat(2_048);
const REFRESH_TOKEN = 'r'.repeat(512);
/** The longest address of RFC 5321, and all of Gmail's scopes many times. */
const ADDRESS = `${'l'.repeat(64)}@${'d'.repeat(185)}.com`;
const SCOPES = Array.from({ length: 40 }, (_, nth) => `https://www.googleapis.com/auth/${nth}`);
/** As much of Google's words as report.ts keeps, in the characters that take the most bytes. */
const GOOGLE = {
  service: 'google' as const,
  endpoint: 'token' as const,
  status: 400,
  error: 'e'.repeat(40),
  subtype: 's'.repeat(40),
  description: '𠮷'.repeat(150),
};
/** A probe keeps 200 labels (LABELS_KEPT) of at most 225 characters (Gmail's limit). */
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
const mailFailure = { ...failure, since: at, attempts: 9 };
/** Salesforce cuts no picklist value of Case above 255 characters. */
const VALUE = '𠮷'.repeat(127);
const INTAKE = sampleIntake({
  address: ADDRESS,
  routing: { ...sampleIntake().routing, labelId: 'l'.repeat(40), origin: VALUE, priority: VALUE },
  watchFailure: mailFailure,
  failure: mailFailure,
  listing: { kind: 'resync', from: at, pin: '9'.repeat(20), pageToken: 't'.repeat(64), found: 9 },
  recentMails: Array.from({ length: 200 }, (_, nth) => ({
    fingerprint: 'f'.repeat(16),
    messageId: sampleEntry(nth).messageId,
    receivedAt: at,
    notedAt: at,
  })),
});
/** A hundred filters put a label each on one message. */
const ENTRY = sampleEntry(1, {
  arrivalLabelIds: Array.from({ length: 100 }, () => `Label_${'9'.repeat(19)}`),
  failure: mailFailure,
  filed: {
    caseId: '5'.repeat(18),
    emailMessageId: '0'.repeat(18),
    as: 'new_case',
    notJoined: 'unauthenticated',
  },
});
const ORG_TOKEN = { instanceUrl: `https://${'d'.repeat(240)}.com`, expiresAt: at };

describeWithFirestore('the largest records', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore, { grantVaults: ['sealed-firestore'] });
  });
  afterEach(() => cloud.close());

  const bytesOf = async (path: string) =>
    Buffer.byteLength(JSON.stringify((await cloud.database.doc(path).get()).data()));

  test('keep a connection below a quarter of a document’s limit', async () => {
    const { store } = cloud.state;
    expect(await store.writeConnection(LARGEST, null)).not.toBeNull();
    expect((await store.readConnection(LARGEST.id))?.value).toEqual(LARGEST);
    const bytes = await bytesOf(`connections/${LARGEST.id}`);
    expect(bytes).toBeGreaterThan(180_000);
    expect(bytes).toBeLessThan(MEBIBYTE / 4);
  });

  test('keep a request and a grant at a few KiB', async () => {
    const { store, vault } = cloud.state;
    expect(await store.writeRequest(REQUEST, null)).not.toBeNull();
    expect((await store.readRequest(REQUEST.id))?.value).toEqual(REQUEST);
    expect(await bytesOf(`authorizationRequests/${REQUEST.id}`)).toBeLessThan(32 * KIBIBYTE);
    const grant = { refreshToken: REFRESH_TOKEN, scopes: SCOPES };
    const version = await vault.put('connection-1', grant);
    expect(await bytesOf(version)).toBeLessThan(8 * KIBIBYTE);
    // Secret Manager's limit is 64 KiB.
    const elsewhere = cloud.another({ grantVaults: ['secret-manager'] }).vault;
    expect(await elsewhere.get(await elsewhere.put('connection-1', grant))).toEqual(grant);
  });

  test('keep the searched fields short enough for an index', async () => {
    await cloud.state.store.writeConnection(LARGEST, null);
    const fields = (await cloud.database.doc(`connections/${LARGEST.id}`).get()).data() ?? {};
    // Exempt from indexes: terraform/firestore-indexes.json.
    const { document: _, ...searched } = fields;
    for (const value of Object.values(searched)) {
      expect(Buffer.byteLength(String(value))).toBeLessThan(1_500);
    }
  });

  test('keep an intake with all the mails by which a loop is noticed at some ten KiB, and other records of mail at a few', async () => {
    const { mail, orgTokens } = cloud.state;
    expect(await mail.writeIntake(INTAKE, null)).not.toBeNull();
    expect((await mail.readIntake(INTAKE.connectionId))?.value).toEqual(INTAKE);
    expect(await bytesOf(`intakes/${INTAKE.connectionId}`)).toBeLessThan(48 * KIBIBYTE);
    const [added] = await mail.addEntries([ENTRY]);
    expect(added?.value).toEqual(ENTRY);
    const entry = `mailEntries/${ENTRY.connectionId}~${ENTRY.messageId}`;
    expect(await bytesOf(entry)).toBeLessThan(8 * KIBIBYTE);
    await orgTokens.writeOrgToken('org-1', { ...ORG_TOKEN, value: ACCESS_TOKEN });
    expect(await bytesOf('orgTokens/org-1')).toBeLessThan(8 * KIBIBYTE);
  });

  test('keep a page of messages far below the 10 MiB of one commit', async () => {
    const page = Array.from({ length: 500 }, (_, nth) => ({
      ...ENTRY,
      messageId: sampleEntry(nth).messageId,
    }));
    expect(await cloud.state.mail.addEntries(page)).toHaveLength(500);
    const bytes = await bytesOf(`mailEntries/${ENTRY.connectionId}~${page[0]?.messageId}`);
    expect(500 * bytes).toBeLessThan(5 * MEBIBYTE);
  });

  test('are refused above the limit, and the stored record stays', async () => {
    const { store } = cloud.state;
    const revision = await store.writeConnection(LARGEST, null);
    // Four times the documented maximum, so no mailbox has it.
    const labels = Array.from({ length: 1_200 }, () => '𠮷'.repeat(225));
    const probe = { at, latencyMs: 1, labels, labelCount: 1_200, failure: null };
    const end = await endOf(store.writeConnection({ ...LARGEST, probe }, revision));
    expect(end).toMatchObject({ code: 'internal' });
    expect(end.shown).not.toContain('𠮷');
    expect(await store.readConnection(LARGEST.id)).toMatchObject({ revision, value: LARGEST });
  });
});
