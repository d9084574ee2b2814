import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { type Cause, stepText } from '../../shared/diagnosis/index.ts';
import type { UpstreamReport } from '../../shared/errors.ts';
import { explain } from '../../shared/explain/index.ts';
import { messageOf } from '../../shared/notifications/message.ts';
import { mailboxListPage, mailboxPage } from '../../shared/pages/index.ts';
import { explainUse } from '../../shared/runtime/explain-use.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { answerAction } from '../../shared/salesforce/webhook/connection-status.ts';
import { GET_CONNECTION } from '../../shared/salesforce/webhook/verbs/get-connection.ts';
import { LIST_HELD_MAIL } from '../../shared/salesforce/webhook/verbs/list-held-mail.ts';
import { mailSectionOf } from '../../shared/setup/mail-section.ts';
import type { AuditEvent, Connection } from '../../shared/tokens/index.ts';
import { flashOf } from '../../shared/web/flash.ts';
import { eventViewOf, mailboxViewOf } from '../../shared/web/mailbox-view.ts';
import { sampleEntry, sampleIntake } from '../contract/mail.ts';
import { MAIL_OFF } from '../pages/sample-mail.ts';
import { FRAME } from '../pages/sample-views.ts';
import { listView } from '../pages/states.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const CALLER = { id: null, name: 'Flow', permissions: ['status', 'mail'] } as const;
const ASKING = { caller: CALLER, language: 'en', eventId: '', mayChange: false } as const;
const SUPPORT = 'support@example.com';
const CONSENTED = new Date('2026-01-01T00:00:00Z');
const DAYS = (days: number): Date => new Date(CONSENTED.getTime() + days * 24 * 60 * 60_000);
const DELEGATED: Partial<Connection> = { grant: { kind: 'delegation', delegationId: 'd1' } };

type Stored = { readonly code: 'grant_refused' | 'client_refused' | 'gmail_refused' };
type Case = {
  readonly failure: Stored & { readonly upstream: UpstreamReport };
  readonly about?: Partial<Connection>;
  readonly since?: Date;
};

const answer = (
  endpoint: UpstreamReport['endpoint'],
  [status, error, description]: readonly [number, string, string],
): UpstreamReport => ({
  service: 'google',
  endpoint,
  status,
  error,
  subtype: null,
  description,
});

const REVOKED = answer('token', [400, 'invalid_grant', 'Token has been expired or revoked.']);
const SCOPES = answer('gmail', [403, 'insufficientPermissions', 'Insufficient Permission']);
const CLIENT = answer('token', [401, 'invalid_client', 'The OAuth client was not found.']);
const NO_API = answer('gmail', [403, 'accessNotConfigured', 'Gmail API has not been used.']);
const UNDELEGATED = answer('token', [
  401,
  'unauthorized_client',
  'Client is unauthorized to retrieve access tokens using this method.',
]);
const byDelegation = (upstream: UpstreamReport): UpstreamReport => ({
  ...upstream,
  method: 'delegation',
});

/** The same words have other causes by the circumstances, and by the method. */
const CASES: readonly (readonly [Cause, Case])[] = [
  ['grant_revoked', { failure: { code: 'grant_refused', upstream: REVOKED }, since: DAYS(40) }],
  ['testing_seven_days', { failure: { code: 'grant_refused', upstream: REVOKED }, since: DAYS(7) }],
  [
    'grant_evicted',
    {
      failure: { code: 'grant_refused', upstream: REVOKED },
      since: DAYS(40),
      about: { grantsMinted: 100 },
    },
  ],
  ['client_id_or_secret_wrong', { failure: { code: 'client_refused', upstream: CLIENT } }],
  ['gmail_permission_missing', { failure: { code: 'gmail_refused', upstream: SCOPES } }],
  ['gmail_api_off', { failure: { code: 'gmail_refused', upstream: NO_API } }],
  [
    'delegation_not_authorized',
    {
      failure: { code: 'client_refused', upstream: byDelegation(UNDELEGATED) },
      // Before it is confirmed, nobody is asked to act.
      about: { ...DELEGATED, status: 'needs_reconnect' },
    },
  ],
  [
    'delegation_scopes_missing',
    { failure: { code: 'gmail_refused', upstream: byDelegation(SCOPES) }, about: DELEGATED },
  ],
];

/** Stores the failure wherever one is stored: with the connection or its probe, its mail, and a mail of it. */
async function store(runtime: Runtime, { failure, about, since = DAYS(40) }: Case): Promise<void> {
  const { upstream, code } = failure;
  const isOfToken = upstream.endpoint === 'token';
  const lasting = { ...failure, since, attempts: 2, wholeDomain: false };
  const probe = { at: since, latencyMs: 1, labels: [], labelCount: 0, failure };
  const connection = sampleConnection({
    ...(isOfToken ? { failure: lasting } : { probe }),
    ...(code === 'grant_refused' && { status: 'needs_reconnect' }),
    profile: 'receive_and_send',
    ...about,
  });
  await runtime.store.writeConnection(connection, null);
  const { mail } = runtime;
  await mail.writeIntake(sampleIntake({ failure: { ...failure, since, attempts: 2 } }), null);
  const [added] = await mail.addEntries([sampleEntry(1, { connectionId: 'connection-1' })]);
  if (!added) throw new Error('the message was not added');
  const held = { state: 'held', failure: { ...failure, since, attempts: 3 }, dueAt: null } as const;
  await mail.writeEntry({ ...added.value, ...held }, added.revision);
}

const found = async ({ store: { readConnection } }: Runtime): Promise<Connection> => {
  const stored = await readConnection('connection-1');
  if (!stored) throw new Error('gone');
  return stored.value;
};

const asked = async (runtime: Runtime): Promise<readonly string[]> => {
  const rawBody = Buffer.from(`{"action":"connection_status","mailbox":"${SUPPORT}"}`);
  const [old, now] = await Promise.all([
    answerAction(runtime, { caller: CALLER, rawBody, language: 'en' }),
    GET_CONNECTION.prepare({ mailbox: SUPPORT }).run(runtime, ASKING),
  ]);
  return [old, (now as { connection: object }).connection].map(
    (each) => (each as { cause: string }).cause,
  );
};

const eventOf = ({ failure, about, since = DAYS(40) }: Case): AuditEvent =>
  sampleEvent({
    kind: failure.code === 'grant_refused' ? 'needs_reconnect' : 'probe_failing',
    failure: { ...failure, since, wholeDomain: false },
    consentedAt: CONSENTED,
    grantsMinted: about?.grantsMinted ?? 1,
    credential: about?.grant ? 'delegation:d1' : 'oauth_client',
  });

describe.each(CASES)('%s', (cause, given) => {
  let runtime: Runtime;
  const { title, explanation, actor } = diagnosisOf(cause);
  const isOfGrant = given.failure.code === 'grant_refused';

  beforeAll(async () => {
    const environment = { DATA_DIR: `${root}/${cause}`, LOG_LEVEL: 'error' };
    runtime = await composeRuntime(parseConfig(environment));
    await store(runtime, given);
  });
  afterAll(() => runtime.close());

  test('is what the list, its own page and the banner after a click say', async () => {
    const connection = await found(runtime);
    const mailbox = mailboxViewOf(connection, await runtime.tokens.lookAtFleets());
    expect(mailbox.diagnosis?.cause).toBe(cause);
    const shown = { events: [], hasOlderEvents: false, flash: null, returnTo: '/setup-page' };
    const view = { ...shown, mailbox, delegations: [], refused: null, mail: MAIL_OFF };
    const own = mailboxPage(FRAME, view);
    const list = mailboxListPage(FRAME, listView({ mailboxes: [mailbox] }));
    for (const page of [own, list]) {
      expect(page).toContain(title.en);
      expect(page).toContain(explanation.en);
    }
    const notice = given.failure.upstream.endpoint === 'token' ? 'refresh_failed' : 'probed';
    const query = new URLSearchParams({ notice, connection: 'connection-1' });
    expect(await flashOf(query, runtime)).toMatchObject({ diagnosis: { cause } });
  });

  test('is what the webhook answers, as it does since release 0.1 and in an operation', async () => {
    expect(await asked(runtime)).toEqual([cause, cause]);
  });

  test('is what a page says that just failed with it: statement, rehearsal, labels, a mail', async () => {
    expect((await explainUse(runtime, 'connection-1', given.failure)).cause).toBe(cause);
  });

  test('is what the section of its mail says', async () => {
    const section = await mailSectionOf(runtime, await found(runtime), {
      notice: null,
      zone: 'UTC',
    });
    expect(section.diagnosis?.cause).toBe(cause);
  });

  test('is what an event says of the time, on the page and in a notification', () => {
    const event = eventOf(given);
    expect(eventViewOf(event).diagnosis?.cause).toBe(cause);
    const { data } = JSON.parse(messageOf(event, 'https://mail.example.com/setup-page').body);
    expect(data).toMatchObject({ cause, actor, titleEn: title.en, explanationJa: explanation.ja });
  });

  test('is what its log line means to whoever brings it', () => {
    const { code, upstream } = given.failure;
    const { description: _, ...logged } = upstream;
    const hours = ((given.since ?? DAYS(40)).getTime() - CONSENTED.getTime()) / 3_600_000;
    const context = { method: upstream.method ?? 'consent', hours_since_consent: hours };
    const explained = explain({ body: JSON.stringify({ code, upstream: logged }), context });
    // A log line does not say how many grants there were, and has no words.
    const codes = [explained.code, ...explained.alternatives.map((each) => each.code)];
    expect(isOfGrant ? [...codes, 'grant_evicted'] : codes).toContain(cause);
  });

  // What ends the grant of a mailbox ends the mailbox, and holds no mail of it.
  if (isOfGrant) return;
  test('is what a held mail waits for', async () => {
    const answered = await LIST_HELD_MAIL.prepare({}).run(runtime, ASKING);
    const { messages } = answered as { messages: readonly { cause: string; remedy: string }[] };
    expect(messages.map((each) => each.cause)).toEqual([cause]);
    const first = diagnosisOf(cause).remedy[0];
    expect(messages[0]?.remedy.split('\n')[0]).toContain(
      first && stepText(first, 'en').slice(0, 30),
    );
  });
});
