import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../shared/config/index.ts';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { type Cause, diagnoseSample } from '../../shared/diagnosis/index.ts';
import { messageOf } from '../../shared/notifications/message.ts';
import { mailboxListPage, mailboxPage } from '../../shared/pages/index.ts';
import { say } from '../../shared/pages/messages.ts';
import { probeMailbox } from '../../shared/probe/index.ts';
import { gmailOf } from '../../shared/runtime/gmail.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { answerAction } from '../../shared/salesforce/webhook/connection-status.ts';
import {
  ALL_SHARDS,
  type AuditEvent,
  type AuditEventKind,
  type Connection,
} from '../../shared/tokens/index.ts';
import { flashOf } from '../../shared/web/flash.ts';
import { eventViewOf, mailboxViewOf } from '../../shared/web/mailbox-view.ts';
import { createMovedClock } from '../fleet/moved-clock.ts';
import { MAIL_OFF } from '../pages/sample-mail.ts';
import { FRAME } from '../pages/sample-views.ts';
import { listView } from '../pages/states.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeServiceAccounts, REFUSALS } from '../tokens/fake-service-accounts.ts';

const ADMIN = 'admin@example.com';
const HOUR_MS = 60 * 60_000;
const root = temporaryDirectory();
const CALLER = { id: null, name: 'Flow', permissions: ['status'] } as const;
let opened = 0;

/** The product over a Google whose refusals the test chooses, with mailboxes in two domains of a delegation. */
async function open() {
  const clock = createMovedClock();
  const google = createFakeServiceAccounts(clock);
  const environment = { DATA_DIR: `${root}/${opened++}`, LOG_LEVEL: 'error' };
  const runtime = await composeRuntime(parseConfig(environment), {
    adaptPorts: (ports) => ({ ...ports, serviceAccounts: google, clock }),
  });
  const domains = ['example.com', 'other.example'];
  for (const domain of domains) google.delegate(domain);
  const about = { serviceAccount: 'mail@project.iam.gserviceaccount.com', clientId: null };
  const added = { ...about, domains, profile: 'probe' as const, key: null };
  const { id: delegationId } = await runtime.tokens.addDelegation(added, ADMIN);
  const connect = async (address: string): Promise<Connection> => {
    google.addMailbox({ subject: address, address, hostedDomain: address.split('@')[1] ?? null });
    const delegating = { delegationId, address, by: ADMIN };
    return (await runtime.tokens.connectByDelegation(delegating)).connection;
  };
  await connect('one@other.example');
  const { id } = await connect('support@example.com');
  const runMinutes = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute++) {
      const until = new Date(clock.now().getTime() + 60_000);
      await runtime.tokens.refreshDue({ shards: ALL_SHARDS, limit: 9, concurrency: 2, until });
      clock.moveTo(clock.aheadMs + 60_000);
    }
  };
  clock.moveTo(clock.aheadMs + HOUR_MS);
  return { runtime, google, id, runMinutes };
}

/** All that tells a person why this mailbox fails, as the handlers compose it. */
async function placesOf(runtime: Runtime, id: string): Promise<Readonly<Record<string, string>>> {
  const { store, tokens } = runtime;
  const found = await store.readConnection(id);
  if (!found) throw new Error('gone');
  const mailbox = mailboxViewOf(found.value, await tokens.lookAtFleets());
  const query = new URLSearchParams({ notice: 'refresh_failed', connection: id });
  const flash = await flashOf(query, runtime);
  const shown = { events: [], hasOlderEvents: false, flash: null, returnTo: '/setup-page' };
  const withFlash = listView({ mailboxes: [], flash });
  const rawBody = Buffer.from('{"action":"connection_status","mailbox":"support@example.com"}');
  const status = await answerAction(runtime, { caller: CALLER, rawBody, language: 'en' });
  const delegations = await tokens.listDelegations();
  const view = { ...shown, mailbox, delegations, refused: null, mail: MAIL_OFF };
  return {
    page: `${mailboxPage(FRAME, view)}`,
    list: `${mailboxListPage(FRAME, listView({ mailboxes: [mailbox] }))}`,
    flash: `${mailboxListPage(FRAME, withFlash)}`,
    webhook: JSON.stringify(status),
  };
}

const eventsOf = ({ store }: Runtime, connectionId: string | null, kind: AuditEventKind) =>
  store
    .listEvents({ connectionId, limit: 50 })
    .then((events) => events.filter((event) => event.kind === kind));

const notificationOf = (event: AuditEvent | undefined) => {
  if (!event) throw new Error('no event');
  return JSON.parse(messageOf(event, 'https://mail.example.com/setup-page').body).data;
};

/** The words on the page for who acts. */
const OWNER = say('en', 'actor_mailbox_owner');

/** Checks that every place says this and asks nothing of the mailbox's owner. */
async function expectEverywhere(runtime: Runtime, id: string, cause: Cause): Promise<void> {
  const { actor, title, explanation } = diagnosisOf(cause);
  const { page, list, flash, webhook } = await placesOf(runtime, id);
  for (const place of [page, list, flash]) {
    expect(place).toContain(title.en);
    expect(place).not.toContain(OWNER);
  }
  // The flash says what happened, and the mailbox beside it who acts.
  for (const place of [page, list]) expect(place).toContain(say('en', `actor_${actor}`));
  expect(JSON.parse(webhook ?? '')).toMatchObject({ cause, explanation: explanation.en });
}

describe('a delegated mailbox whose Workspace does not delegate to the service account', () => {
  let product: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    product = await open();
    product.google.delegate('example.com', false);
    await product.runMinutes(6);
  });
  afterAll(() => product.runtime.close());

  test('asks the Workspace’s administrator to act, wherever it is shown', async () => {
    const { runtime, id } = product;
    const found = await runtime.store.readConnection(id);
    expect(found?.value.status).toBe('needs_reconnect');
    await expectEverywhere(runtime, id, 'delegation_not_authorized');
  });

  test('notifies of the same', async () => {
    const { runtime, id } = product;
    const events = await eventsOf(runtime, id, 'needs_reconnect');
    expect(events).toHaveLength(1);
    const expected = { cause: 'delegation_not_authorized', actor: 'workspace_admin' };
    expect(notificationOf(events[0])).toMatchObject({
      ...expected,
      mailbox: 'support@example.com',
    });
    const [event] = events.map(eventViewOf);
    expect(event?.diagnosis).toMatchObject(expected);
  });

  test('is probed with the same cause', async () => {
    const { runtime, id } = product;
    const ports = { ...runtime, gmail: gmailOf(runtime) };
    await probeMailbox(ports, id, { trigger: 'person' });
    const found = await runtime.store.readConnection(id);
    const sample = found?.value.probeHistory.at(-1);
    expect(sample?.cause).toBe('delegation_not_authorized');
    expect(sample && diagnoseSample(sample)?.actor).toBe('workspace_admin');
    await expectEverywhere(runtime, id, 'delegation_not_authorized');
  });
});

describe('a delegated mailbox whose service account has a broken key', () => {
  let product: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    product = await open();
    product.google.refuse(() => REFUSALS.keyBroken);
    await product.runMinutes(2);
    // A pause lets only a few be tried, so that this one may not have been.
    await product.runtime.tokens.refreshOne(product.id);
  });
  afterAll(() => product.runtime.close());

  test('has the key renewed, wherever it is shown, and nothing asked of its owner', async () => {
    const { runtime, id } = product;
    const found = await runtime.store.readConnection(id);
    expect(found?.value.status).toBe('active');
    await expectEverywhere(runtime, id, 'service_account_key_invalid');
  });

  test('notifies once of the fleet, with the same cause', async () => {
    const { runtime, id } = product;
    expect(await eventsOf(runtime, id, 'needs_reconnect')).toEqual([]);
    const events = await eventsOf(runtime, null, 'fleet_paused');
    expect(events).toHaveLength(1);
    const expected = { cause: 'service_account_key_invalid', actor: 'cloud_project_owner' };
    expect(notificationOf(events[0])).toMatchObject(expected);
    expect(events.map(eventViewOf)[0]?.diagnosis).toMatchObject(expected);
  });
});

test('a delegated mailbox whose token lacks a permission is the Workspace’s administrator’s to mend', async () => {
  const { runtime, id } = await open();
  const upstream = {
    service: 'google' as const,
    endpoint: 'gmail' as const,
    status: 403,
    error: 'insufficientPermissions',
    subtype: null,
    description: 'Request had insufficient authentication scopes.',
  };
  const failure = { code: 'gmail_refused' as const, upstream };
  const at = runtime.clock.now();
  await runtime.tokens.recordProbe(id, { at, latencyMs: 1, labels: [], labelCount: 0, failure });
  const [event] = await eventsOf(runtime, id, 'probe_failing');
  const expected = { cause: 'delegation_scopes_missing', actor: 'workspace_admin' };
  expect(notificationOf(event)).toMatchObject(expected);
  await runtime.close();
});
