import { AppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { MailPorts } from '../ports.ts';

type Ports = Pick<MailPorts, 'store' | 'clock'>;

/**
 * Lets the next run of a mailbox file an entry that is written before or after this.
 *
 * @throws AppError `intake_unknown`
 */
export async function makeDue({ store, clock }: Ports, connectionId: string): Promise<Intake> {
  for (;;) {
    const read = await store.readIntake(connectionId);
    if (read === null) throw new AppError('intake_unknown');
    const now = clock.now();
    const { dueAt: before, isOn, lease, hasOpenEntries } = read.value;
    // Who holds the lease may have looked already, and learns of it by this write.
    const isDue = !isOn || (lease === null && before !== null && before <= now);
    if (hasOpenEntries && isDue) return read.value;
    const dueAt = isOn ? now : before;
    const due = { ...read.value, hasOpenEntries: true, dueAt };
    if ((await store.writeIntake(due, read.revision)) !== null) return due;
  }
}
