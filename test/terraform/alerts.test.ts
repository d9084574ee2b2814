import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ERROR_TABLE } from '../../shared/error-table.ts';
import { AUDIT_EVENT_KINDS } from '../../shared/tokens/index.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { connectMailbox, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { copyOfConfiguration, describeWithPlans, ofType, type Plan, planOf } from './plan.ts';

const SUPPORT = 'support@example.com';
const program = fileURLToPath(new URL('./cloud-log.ts', import.meta.url));

/** An alert that waits for words which no code logs never fires. */
describeWithPlans('what the alerts look for', () => {
  const data = temporaryDirectory();
  const directory = temporaryDirectory();
  let plan: Plan;
  let connector: Connector;
  beforeAll(async () => {
    plan = await planOf(await copyOfConfiguration(directory), { prefix: 'mail-connector' });
    connector = await startConnector({ directory: data, program });
  });
  afterAll(() => connector.end());

  /** The values with which the filters compare a field of the log's JSON. */
  function looked(field: string): string[] {
    const filters = [
      ...ofType(plan, 'google_logging_metric').map(({ values }) => values['filter']),
      ...ofType(plan, 'google_monitoring_alert_policy').flatMap(
        ({ values }) => values['conditions'][0].condition_matched_log?.[0]?.filter ?? [],
      ),
    ];
    const compared = new RegExp(`jsonPayload\\.${field}="([^"]+)"`, 'g');
    return filters.flatMap((filter) => [...filter.matchAll(compared)].map(([, value]) => value));
  }

  /** Every line of the connector's log that is JSON. */
  const lines = (): Record<string, unknown>[] =>
    connector
      .output()
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

  test('is written when a grant is revoked, and when a run ends', async () => {
    await connectMailbox(await signedIn(connector.baseUrl), { account: SUPPORT });
    await emulator(`${connector.baseUrl}/google`).act(SUPPORT, 'revoke');
    const written = (field: string): unknown[] => lines().map((line) => line[field]);
    await eventually(() => written('event').includes('needs_reconnect'));
    expect(written('message')).toEqual(expect.arrayContaining(looked('message')));
  });

  test('are existing events and codes', () => {
    expect(looked('event')).toEqual([
      'books_differ',
      'fleet_paused',
      'mail_held',
      'send_not_sent',
      'probe_failing',
      'grants_near_cap',
      'needs_reconnect',
      'fleet_probes_failing',
      'org_paused',
      'push_silent',
      'send_row_failed',
      'send_unknown',
      'sweep_found_mail',
    ]);
    expect(AUDIT_EVENT_KINDS).toEqual(expect.arrayContaining(looked('event')));
    expect(looked('code')).toEqual(['client_refused']);
    expect(Object.keys(ERROR_TABLE)).toEqual(expect.arrayContaining(looked('code')));
  });

  test('are existing metrics, by their names in PromQL', () => {
    const metrics = ofType(plan, 'google_logging_metric').map(({ values }) => values['name']);
    const queries = ofType(plan, 'google_monitoring_alert_policy').flatMap(
      ({ values }) => values['conditions'][0].condition_prometheus_query_language?.[0]?.query ?? [],
    );
    const asked = queries.flatMap((query) => query.match(/(?<=:user_)\w+/g));
    expect(metrics.toSorted()).toEqual(['mail-connector-errors', 'mail-connector-refresh-runs']);
    expect([...new Set(asked)].toSorted()).toEqual(
      metrics.map((name) => name.replaceAll('-', '_')).toSorted(),
    );
  });
});
