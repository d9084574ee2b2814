import { spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import type { UpstreamReport } from '../../shared/errors.ts';
import { messageOf } from '../../shared/notifications/message.ts';
import { MESSAGES } from '../../shared/notifications/message-templates.ts';
import { createPostNotification } from '../../shared/notifications/post-notification.ts';
import {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  isNotified,
  type NotifiedKind,
} from '../../shared/tokens/index.ts';
import { sampleEvent } from '../notifications/harness.ts';
import { NEXT_SECRET, SECRET } from '../notifications/receiver.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { fencesIn, ROOT, read } from './documents.ts';

const PATH = 'docs/notifications.md';
const document = read(PATH);
const at = new Date('2026-01-31T09:17:00Z');

/** A failure: a refusal is notified the second time, every other failure the first. */
const failing = (
  code:
    | 'gmail_refused'
    | 'client_refused'
    | 'grant_refused'
    | 'record_refused'
    | 'org_storage_full',
  answer: Pick<UpstreamReport, 'service' | 'endpoint' | 'status' | 'error'>,
): AuditEvent['failure'] => ({
  code,
  upstream: { ...answer, subtype: null, description: null },
  since: code === 'grant_refused' ? new Date('2026-01-31T09:16:00Z') : at,
  wholeDomain: false,
});
const REVOKED = failing('grant_refused', {
  service: 'google',
  endpoint: 'token',
  status: 400,
  error: 'invalid_grant',
});
const UNREADABLE = failing('gmail_refused', {
  service: 'gmail',
  endpoint: 'gmail',
  status: 403,
  error: 'accessNotConfigured',
});
const REFUSED = failing('client_refused', {
  service: 'google',
  endpoint: 'token',
  status: 401,
  error: 'invalid_client',
});
const HELD = failing('record_refused', {
  service: 'salesforce',
  endpoint: 'org',
  status: 400,
  error: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
});
const FULL = failing('org_storage_full', {
  service: 'salesforce',
  endpoint: 'org',
  status: 400,
  error: 'STORAGE_LIMIT_EXCEEDED',
});
const OF_FLEET = { connectionId: null, address: null, consentedAt: null };

const OF_ORG = {
  ...OF_FLEET,
  address: 'https://example.my.salesforce.com',
};

/** The fields of each example beside its kind. */
const ABOUT: Readonly<Record<NotifiedKind, Partial<AuditEvent>>> = {
  needs_reconnect: { failure: REVOKED },
  recovered: { failure: null },
  probe_failing: { failure: UNREADABLE },
  probe_recovered: { failure: null },
  connected: { failure: null },
  disconnected: { failure: null },
  address_changed: { failure: null },
  grants_near_cap: { failure: null },
  fallback_took_over: { failure: null },
  grant_ending: { failure: null, grantEndsAt: new Date('2026-02-07T09:17:00Z') },
  security_event: { failure: null },
  fleet_paused: { ...OF_FLEET, failure: REFUSED },
  fleet_probes_failing: { ...OF_FLEET, failure: UNREADABLE },
  fleet_probes_recovered: { ...OF_FLEET, failure: null },
  fleet_resumed: { ...OF_FLEET, failure: null },
  mail_held: { failure: HELD },
  sweep_found_mail: { failure: null },
  books_differ: { failure: null },
  send_not_sent: { failure: null },
  send_unknown: { failure: null },
  send_row_failed: { failure: HELD },
  push_silent: { failure: null },
  org_paused: { ...OF_ORG, failure: FULL },
  org_resumed: { ...OF_ORG, failure: null },
};

const eventOf = (kind: NotifiedKind): AuditEvent =>
  sampleEvent(at, { kind, connectionId: 'pX3vJ1r0mWkq2ZtT8y5cLw', ...ABOUT[kind] });
const sent = (kind: NotifiedKind) =>
  messageOf(eventOf(kind), 'https://mail.example.com/setup-page');

describe('docs/notifications.md', () => {
  test.each(AUDIT_EVENT_KINDS.filter(isNotified))(
    'has an example of %s, exactly as it is sent',
    (kind) => {
      const [, section = ''] = document.split(`\n### \`${MESSAGES[kind].type}\`\n`);
      const text = JSON.stringify(JSON.parse(sent(kind).body), null, 2);
      if (fencesIn(section)[0]?.text !== text) {
        throw new Error(`${PATH} should hold under ${MESSAGES[kind].type}:\n\n${text}\n`);
      }
    },
  );

  test('has every property', () => {
    const { data } = JSON.parse(sent('connected').body);
    for (const name of Object.keys(data)) expect(document).toMatch(`\`${name}\``);
  });
});

describe('the receiver of docs/notifications.md', () => {
  const directory = temporaryDirectory();
  let url: string;
  let child: ReturnType<typeof spawn>;
  let output = '';

  beforeAll(async () => {
    const file = join(directory, 'receiver.mjs');
    const program = fencesIn(document).find(({ language }) => language === 'js')?.text ?? '';
    writeFileSync(file, program);
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    const env = { ...childEnvironment(), PORT: String(port), NOTIFY_SECRET: SECRET };
    child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout?.on('data', (text) => {
      output += text;
    });
    await eventually(() => fetch(url));
  });
  afterAll(() => {
    child.kill();
  });

  const posted = (secrets: string[], when = new Date()) =>
    createPostNotification({ url, secrets })(sent('needs_reconnect'), when);

  test('refuses what it cannot verify', async () => {
    expect(await posted([NEXT_SECRET])).toMatchObject({ status: 401 });
    expect(await posted([SECRET], at)).toMatchObject({ status: 401 });
    const unsigned = await fetch(url, { method: 'POST', body: sent('needs_reconnect').body });
    expect(unsigned.status).toBe(401);
    expect(output).toBe('');
  });

  test('accepts each message once', async () => {
    expect(await posted([SECRET])).toMatchObject({ status: 204 });
    expect(await posted([NEXT_SECRET, SECRET])).toMatchObject({ status: 204 });
    expect(output.match(/^connection\.needs_reconnect support@example\.com: /gm)).toHaveLength(1);
  });
});
