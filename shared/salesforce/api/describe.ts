import { fieldIn } from '../../network/json.ts';
import { listIn, textIn } from './answer-fields.ts';
import type { OrgSession } from './session.ts';

/** What the integration user may do with a field. A field that it may not see is not described at all. */
export type DescribedField = {
  readonly type: string;
  /** Characters; 0: not a text. */
  readonly length: number;
  readonly isCreateable: boolean;
  readonly isUpdateable: boolean;
  readonly isUnique: boolean;
  /** Active values of a picklist. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
};

export type DescribedObject = {
  readonly isCreateable: boolean;
  readonly fields: ReadonlyMap<string, DescribedField>;
  readonly recordTypes: readonly { readonly id: string; readonly name: string }[];
};

export type ObjectName = 'Case' | 'EmailMessage' | 'ContentVersion' | 'Contact';

/** Long enough to cost next to nothing, short enough that an admin who grants a field need not restart anything. */
const REMEMBERED_MS = 60 * 60 * 1000;

/** What the integration user may do with an object (REST API, *sObject Describe*), remembered for an hour. */
export const describeObject = (session: OrgSession, name: ObjectName): Promise<DescribedObject> =>
  session.remember(nameOf(name), REMEMBERED_MS, async () =>
    describedIn(
      await session.call({ method: 'GET', path: `sobjects/${name}/describe`, kind: 'read' }),
    ),
  );

/** At their next use the objects are described again, for example after a refusal of a field. */
export const forgetDescribed = (session: OrgSession): void => {
  for (const name of ['Case', 'EmailMessage', 'ContentVersion', 'Contact'] as const) {
    session.forget(nameOf(name));
  }
};

const nameOf = (name: ObjectName): string => `describe ${name}`;

const describedIn = (body: unknown): DescribedObject => ({
  isCreateable: fieldIn(body, 'createable') === true,
  fields: new Map(listIn(body, 'fields').flatMap(describedFieldIn)),
  recordTypes: listIn(body, 'recordTypeInfos').flatMap(recordTypeIn),
});

function describedFieldIn(each: unknown): readonly (readonly [string, DescribedField])[] {
  const name = textIn(each, 'name');
  if (name === null) return [];
  const length = fieldIn(each, 'length');
  const described = {
    type: textIn(each, 'type') ?? '',
    length: typeof length === 'number' ? length : 0,
    isCreateable: fieldIn(each, 'createable') === true,
    isUpdateable: fieldIn(each, 'updateable') === true,
    isUnique: fieldIn(each, 'unique') === true,
    values: listIn(each, 'picklistValues').flatMap(valueIn),
  };
  return [[name, described]];
}

function valueIn(each: unknown): DescribedField['values'] {
  const value = textIn(each, 'value');
  const isActive = fieldIn(each, 'active') !== false;
  return value !== null && isActive ? [{ value, label: textIn(each, 'label') ?? value }] : [];
}

/** Those that the user may use, without the master, which stands for none. */
function recordTypeIn(each: unknown): DescribedObject['recordTypes'] {
  const id = textIn(each, 'recordTypeId');
  const isUsable = fieldIn(each, 'available') === true && fieldIn(each, 'active') !== false;
  if (id === null || !isUsable || fieldIn(each, 'master') === true) return [];
  return [{ id, name: textIn(each, 'name') ?? id }];
}
