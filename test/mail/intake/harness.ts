import type { AppError } from '../../../shared/errors.ts';
import type { FileEntries, IntakePorts } from '../../../shared/mail/index.ts';
import { runOne, switchOn } from '../../../shared/mail/index.ts';
import type { Intake, Routing } from '../../../shared/mail/model/intake.ts';
import type { CaseStore } from '../../../shared/mail/ports.ts';
import { createFakeGmail } from '../fake-gmail.ts';
import { createFakeMailStore } from '../fake-mail-store.ts';
import { SAMPLE_ROUTING } from '../sample-routing.ts';

export const MAILBOX = 'mailbox-1';
export const ADDRESS = 'support@company.example';
export const NOON = new Date('2026-11-28T12:00:00Z');
export const MINUTE = 60 * 1000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const ROUTING: Routing = { ...SAMPLE_ROUTING, orgId: 'org-1' };

/** A mailbox at a Gmail in memory, a store in memory, and a clock that the test moves. */
export function openIntake() {
  let now = NOON.getTime();
  let ids = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const gmail = createFakeGmail(clock);
  const store = createFakeMailStore();
  gmail.addMailbox(MAILBOX, ADDRESS);
  const unused = (): never => {
    throw new Error('The intake does not use this port');
  };
  /** EmailMessages that the organization has lost, by the ids of their messages, and what it answers instead. */
  const rowsOf = { lost: new Set<string>(), failure: null as AppError | null };
  const cases: CaseStore = {
    ...{
      find: unused,
      file: unused,
      refile: unused,
      twinOf: unused,
      survivorOf: unused,
      listFiles: unused,
      addFile: unused,
    },
    readEmails: async (ids) => {
      if (rowsOf.failure) throw rowsOf.failure;
      const found = ids.filter((id) => !rowsOf.lost.has(id));
      return found.map((id) => ({ emailMessageId: id, caseId: CASE, isDeleted: false }));
    },
  };
  const ports: IntakePorts = {
    store,
    clock,
    readerOf: gmail.readerOf,
    casesOf: () => cases,
    scratch: { create: unused },
    ids: { unique: () => `owner-${++ids}`, random: () => 0.5 },
    fileEntries,
  };
  const run = () => runOne(ports, MAILBOX, { until: new Date(now + MINUTE), watch: () => {} });
  return {
    gmail,
    store,
    clock,
    ports,
    rowsOf,
    run,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    on: (startsAt: Date | null = null) =>
      switchOn(ports, {
        connectionId: MAILBOX,
        address: ADDRESS,
        routing: ROUTING,
        startsAt,
        by: 'admin@company.example',
      }),
    /** Switched on, and read for the first time. */
    async begin(): Promise<void> {
      await this.on();
      await run();
      gmail.takePushes();
      store.calls.length = 0;
      gmail.calls.length = 0;
    },
    ledger: () =>
      store
        .entriesOf(MAILBOX)
        .map(({ messageId }) => messageId)
        .sort(),
    intake: (): Intake => store.intakeOf(MAILBOX),
    mailbox: () =>
      gmail
        .messagesOf(MAILBOX)
        .map(({ messageId }) => messageId)
        .sort(),
  };
}

export type OpenIntake = ReturnType<typeof openIntake>;

const CASE = '500';

/** Files everything that is found at once, in the order of ids, without an org. */
export const fileEntries: FileEntries = async ({ store, clock }, { entries, until, watch }) => {
  let foundLeft = 0;
  for (const { value, revision } of entries) {
    if (value.state !== 'found') continue;
    if (clock.now() >= until) {
      foundLeft += 1;
      continue;
    }
    const changedAt = clock.now();
    const { messageId: emailMessageId } = value;
    const filed = { caseId: CASE, emailMessageId, as: 'new_case', notJoined: null } as const;
    const entry = { ...value, state: 'filed', filed, changedAt, dueAt: null } as const;
    if ((await store.writeEntry(entry, revision)) === null) continue;
    const { messageId, threadId } = value;
    watch({ messageId, threadId, kind: 'filed', entry });
  }
  return { nextAt: foundLeft > 0 ? clock.now() : null, foundLeft };
};
