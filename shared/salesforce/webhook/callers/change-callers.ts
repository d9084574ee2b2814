import { AppError } from '../../../errors.ts';
import { PERMISSIONS, type Permission } from '../permission.ts';
import { type CallerWithSecret, destroyAll, withNewSecret } from './caller-secrets.ts';
import {
  CALLER_RECORD,
  type CallerPorts,
  type OutboundSetup,
  type Proof,
  type StoredCaller,
} from './stored-caller.ts';
import { readCaller, writeCaller } from './write-caller.ts';

/** What an administrator enters of a caller. */
export type NewCaller = {
  readonly name: string;
  readonly proof: Proof;
  readonly permissions: readonly Permission[];
  /** Null: it proves itself in another way than `outbound`. */
  readonly outbound: OutboundSetup | null;
};

const MOST_NAME_CHARACTERS = 80;

/**
 * Adds a caller with its first secret.
 *
 * @throws AppError `caller_name_invalid`, `outbound_setup_invalid`, `store_conflict`; what store and vault throw
 */
export async function addCaller(
  ports: CallerPorts,
  given: NewCaller,
  by: string,
): Promise<CallerWithSecret> {
  const addedAt = ports.clock.now();
  const caller: StoredCaller = {
    id: ports.ids.unique().replaceAll('-', '').slice(0, 12),
    name: checkedName(given.name),
    proof: given.proof,
    permissions: inOrder(given.permissions),
    outbound: checkedSetup(given),
    secrets: [],
    addedAt,
    addedBy: by,
    removedAt: null,
  };
  return withNewSecret(ports, { caller, revision: null, kind: 'caller_added', by });
}

/**
 * Changes what a caller is called, what it may ask for, and what becomes of its Outbound Messages.
 *
 * @throws AppError `caller_unknown`, `caller_name_invalid`, `outbound_setup_invalid`, `store_conflict`; what the store
 *   throws
 */
export async function changeCaller(
  ports: CallerPorts,
  id: string,
  change: Omit<NewCaller, 'proof'> & { readonly by: string },
): Promise<void> {
  const { value, revision } = await readCaller(ports, id);
  const permissions = inOrder(change.permissions);
  const outbound = checkedSetup({ proof: value.proof, outbound: change.outbound });
  const caller = { ...value, name: checkedName(change.name), permissions, outbound };
  const [from, to] = [value.permissions.join(', '), permissions.join(', ')];
  if (JSON.stringify(caller) === JSON.stringify(value)) return;
  const changed = from === to ? null : ({ of: 'permissions', from, to } as const);
  const event = { kind: 'caller_changed', by: change.by, change: changed } as const;
  await writeCaller(ports, { caller, revision }, event);
}

/** Removes a caller and destroys its secrets. @throws as `rotateSecret` does */
export async function removeCaller(ports: CallerPorts, id: string, by: string): Promise<void> {
  const { value, revision } = await readCaller(ports, id);
  const caller = { ...value, secrets: [], removedAt: ports.clock.now() };
  await writeCaller(ports, { caller, revision }, { kind: 'caller_removed', by });
  await destroyAll(ports, value.secrets);
}

/** Every caller, by name. */
export async function listCallers({ store }: CallerPorts): Promise<readonly StoredCaller[]> {
  const stored = await store.listRecords(CALLER_RECORD);
  return stored
    .filter(({ removedAt }) => removedAt === null)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function checkedName(given: string): string {
  const name = given.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none belongs into a name.
  if (name === '' || name.length > MOST_NAME_CHARACTERS || /[\u0000-\u001f\u007f]/.test(name)) {
    throw new AppError('caller_name_invalid');
  }
  return name;
}

/** @throws AppError `outbound_setup_invalid`: who sends Outbound Messages has a setup, and nobody else has */
function checkedSetup({
  proof,
  outbound,
}: Pick<NewCaller, 'proof' | 'outbound'>): OutboundSetup | null {
  if ((proof === 'outbound') !== (outbound !== null)) throw new AppError('outbound_setup_invalid');
  return outbound;
}

const inOrder = (permissions: readonly Permission[]): readonly Permission[] =>
  PERMISSIONS.filter((each) => permissions.includes(each));
