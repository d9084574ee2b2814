import { diagnose } from '../../shared/diagnosis/index.ts';
import type { Difference, Statement, StatementLine } from '../../shared/mail/statement/index.ts';
import {
  type DifferenceView,
  type Frame,
  type StatementView,
  statementPage,
} from '../../shared/pages/index.ts';
import { ago } from './sample-views.ts';

const SUMS: Statement['sums'] = {
  arrived: 1240,
  filed: 1198,
  deleted_in_org: 2,
  unchecked: 0,
  unwritten: 0,
  as_native: 0,
  skipped: 37,
  held: 2,
  waiting: 1,
  differences: 0,
  native: 0,
};

const statement = (kinds: readonly Difference[], sums: Partial<Statement['sums']>): Statement => ({
  from: ago(60 * 24),
  until: ago(0),
  lines: kinds.map(lineOf),
  sums: { ...SUMS, ...sums },
  isBalanced: kinds.length === 0,
  latency: { p50: 3.214, p95: 11.9, p99: 1804.004 },
});

const lineOf = (kind: Difference, at: number): StatementLine => ({
  messageId: `19accc0ffee0000${at}`,
  threadId: `19accc0ffee0000${at}`,
  kind,
  isListed: true,
  receivedAt: kind === 'unknown' ? null : ago(60 * 9 + at),
  filedAt: ago(60 * 9 + at),
  reason: null,
  caseId: kind === 'native_missed' ? `shadow~19accc0ffee0000${at}` : '5005g00000abcdeAAA',
  emailMessageId: '02s5g00000abcde',
  foundOnCaseId: null,
  nativeIds: [],
});

const CASE = 'https://company.my.salesforce.com/lightning/r/Case/5005g00000abcdeAAA/view';

const differenceOf = (line: StatementLine): DifferenceView => ({
  line,
  mailUrl: `https://mail.google.com/mail/?authuser=support%40example.com#all/${line.messageId}`,
  firstMailUrl:
    line.kind === 'native_other_case'
      ? 'https://mail.google.com/mail/?authuser=support%40example.com#all/19accc0ffee0'
      : null,
  caseUrl: line.kind === 'other_case' || line.kind === 'row_missing' ? CASE : null,
  foundUrl: line.kind.endsWith('other_case') || line.kind === 'native_doubled' ? CASE : null,
});

const made = (of: Statement, more = 0): StatementView['result'] => ({
  kind: 'made',
  statement: of,
  differences: of.lines.map(differenceOf),
  more,
});

const view =
  (about: Partial<StatementView>) =>
  (frame: Frame): string =>
    statementPage(
      { ...frame, path: '/setup-page/connections/c1/statement' },
      {
        connectionId: 'c1',
        address: 'support@example.com',
        day: '2026-11-27',
        before: '2026-11-26',
        after: '2026-11-28',
        isShadow: false,
        result: made(statement([], {})),
        ...about,
      },
    );

/** The statement of a day in every state that differs visibly. */
export const STATEMENT_STATES = {
  statement: view({}),
  'statement-differs': view({
    result: made(
      statement(['unknown', 'unknown', 'not_deleted', 'row_missing', 'other_case'], {
        differences: 5,
      }),
      1200,
    ),
    after: null,
  }),
  'statement-shadow': view({
    isShadow: true,
    result: made(
      statement(['native_missed', 'native_doubled', 'native_other_case', 'native_other_case'], {
        filed: 0,
        as_native: 1190,
        native: 4,
      }),
    ),
  }),
  'statement-none': view({ result: { kind: 'none', why: 'before_start' }, before: null }),
  'statement-failed': view({
    result: { kind: 'failed', diagnosis: diagnose({ code: 'org_unavailable', upstream: null }) },
  }),
};
