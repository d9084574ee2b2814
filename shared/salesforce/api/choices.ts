import { textIn } from './answer-fields.ts';
import { describeObject } from './describe.ts';
import type { OrgSession } from './session.ts';
import { queryRows } from './soql.ts';

/** What an org offers for the cases of a mailbox. */
export type OrgChoices = {
  readonly origins: readonly { readonly value: string; readonly label: string }[];
  readonly priorities: readonly { readonly value: string; readonly label: string }[];
  readonly recordTypes: readonly { readonly id: string; readonly name: string }[];
  /** The queues that may own cases. */
  readonly queues: readonly { readonly id: string; readonly name: string }[];
};

const QUEUES_MS = 60_000;

/**
 * The values that a mailbox's routing may choose from. Queues are remembered for a minute, fields for an hour.
 *
 * @throws AppError what `OrgSession.call` throws
 */
export async function readChoices(session: OrgSession): Promise<OrgChoices> {
  const { fields, recordTypes } = await describeObject(session, 'Case');
  const queues = await session.remember('queues', QUEUES_MS, () => queuesOf(session));
  return {
    origins: fields.get('Origin')?.values ?? [],
    priorities: fields.get('Priority')?.values ?? [],
    recordTypes,
    queues,
  };
}

async function queuesOf(session: OrgSession): Promise<OrgChoices['queues']> {
  const rows = await queryRows(
    session,
    "SELECT Id, Name FROM Group WHERE Type = 'Queue' AND Id IN (SELECT QueueId FROM QueueSobject WHERE SobjectType = 'Case') ORDER BY Name",
  );
  return rows.flatMap((row) => {
    const id = textIn(row, 'Id');
    return id === null ? [] : [{ id, name: textIn(row, 'Name') ?? id }];
  });
}
