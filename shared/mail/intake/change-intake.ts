import { withRetry } from '../../concurrency/retry.ts';
import { AppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { MailEvent, MailEventKind } from '../model/mail-event.ts';
import type { MailPorts } from '../ports.ts';

const MOST_ATTEMPTS = 20;

/** Whose intake it is, and which administrator changes it. */
export type IntakeChange = { readonly connectionId: string; readonly by: string };

type Changing = IntakeChange & {
  readonly kind: MailEventKind;
  readonly change?: MailEvent['change'];
  readonly count?: number | null;
};

type Ports = Pick<MailPorts, 'store' | 'clock'>;

/**
 * Writes an administrator's change with its event, on what is stored by then. A change that changes nothing is not
 * written.
 *
 * @throws AppError `store_unavailable`; what `to` throws
 */
export async function changeIntake(
  ports: Ports,
  { connectionId, kind, by, change = null, count = null }: Changing,
  to: (before: Intake | null) => Intake,
): Promise<Intake> {
  return writeOnStored(ports, connectionId, (before) => {
    const after = to(before);
    const { address } = after;
    const event = { kind, connectionId, address, by, failure: null, count, change };
    return { after, event };
  });
}

/**
 * Makes a mailbox due now, because what kept it from being read may be mended: its owner reconnected it. One without
 * an intake that is on is left alone.
 *
 * @throws AppError `store_unavailable`
 */
export async function makeIntakeDue(ports: Ports, connectionId: string): Promise<void> {
  await writeOnStored(ports, connectionId, (before) => {
    const now = ports.clock.now();
    const due = { pollAt: now, renewWatchAt: now, dueAt: now };
    return { after: before?.isOn ? { ...before, ...due } : before, event: null };
  });
}

/** Makes a change again as often as somebody else writes first. */
function writeOnStored<After extends Intake | null>(
  { store, clock }: Ports,
  connectionId: string,
  change: (before: Intake | null) => { readonly after: After; readonly event: MailEvent | null },
): Promise<After> {
  return withRetry({ clock }, async () => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const read = await store.readIntake(connectionId);
      const { after, event } = change(read?.value ?? null);
      if (after === null || after === read?.value) return after;
      if ((await store.writeIntake(after, read?.revision ?? null, event)) !== null) return after;
    }
    throw new AppError('store_unavailable');
  });
}
