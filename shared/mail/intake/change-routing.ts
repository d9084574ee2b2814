import { AppError } from '../../errors.ts';
import type { CaseOwner, Intake, Routing } from '../model/intake.ts';
import type { RoutingSetting } from '../model/mail-event.ts';
import { POLICY_NAMES, type PolicyName } from '../model/policies.ts';
import type { MailPorts } from '../ports.ts';
import { changeIntake, type IntakeChange } from './change-intake.ts';

/**
 * Changes what a mailbox's mail becomes, from the next mail on. All of it is one write, because half of a change could
 * name a queue of another organization, or write what is to be masked. Each field that changes is an event of its own;
 * a store takes one with each write, so that the other events follow.
 *
 * @throws AppError `intake_unknown`, `store_unavailable`
 */
export async function changeRouting(
  ports: Pick<MailPorts, 'store' | 'clock'>,
  { connectionId, routing, by }: IntakeChange & { readonly routing: Routing },
): Promise<Intake> {
  const intake = await known(ports, connectionId);
  const eventOf = ({ of, text }: Setting) => {
    const change = { of, from: text(intake.routing), to: text(routing) };
    return { connectionId, kind: 'routing_changed', by, change } as const;
  };
  const [first, ...others] = differing(intake.routing, routing);
  if (!first) return intake;
  let isWritten = false;
  let changed = await changeIntake(ports, eventOf(first), (before) => {
    if (!before) throw new AppError('intake_unknown');
    if (differing(before.routing, routing).length === 0) return before;
    isWritten = true;
    return { ...before, routing };
  });
  // Otherwise somebody else saved the same, and its events.
  if (!isWritten) return changed;
  for (const other of others)
    changed = await changeIntake(ports, eventOf(other), (before) => ({ ...(before ?? changed) }));
  return changed;
}

const differing = (one: Routing, other: Routing): readonly Setting[] =>
  SETTINGS.filter(({ text, whole = text }) => whole(one) !== whole(other));

async function known({ store }: Pick<MailPorts, 'store'>, connectionId: string): Promise<Intake> {
  const stored = await store.readIntake(connectionId);
  if (!stored) throw new AppError('intake_unknown');
  return stored.value;
}

const ownerText = (owner: CaseOwner): string => (owner.kind === 'owner' ? owner.id : owner.kind);

type Setting = {
  readonly of: RoutingSetting;
  /** Its value, as the event says it. */
  readonly text: (routing: Routing) => string;
  /** By what a change of it is seen; left out: its text. */
  readonly whole?: (routing: Routing) => string;
};

const field = (
  name: Exclude<keyof Routing, 'policies'>,
  of: RoutingSetting,
  text: (routing: Routing) => string = (routing) => `${routing[name] ?? ''}`,
): Setting => ({ of, text });

const policy = (name: PolicyName): Setting => ({
  of: 'policy',
  text: ({ policies }) => `${name}:${policies[name]}`,
});

/** The event has only the number of the blocked senders, because events are kept for a year and name no customer. */
const BLOCKED_SENDERS: Setting = {
  of: 'policy',
  text: ({ policies }) => `blockedSenders:${policies.blockedSenders.length}`,
  whole: ({ policies }) => policies.blockedSenders.join('\n'),
};

const SETTINGS: readonly Setting[] = [
  field('orgId', 'org'),
  field('labelId', 'label'),
  field('origin', 'origin'),
  field('priority', 'priority'),
  field('recordTypeId', 'record_type'),
  field('owner', 'owner', ({ owner }) => ownerText(owner)),
  field('mode', 'mode'),
  ...POLICY_NAMES.map(policy),
  BLOCKED_SENDERS,
];
