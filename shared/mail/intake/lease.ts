import { withRetry } from '../../concurrency/retry.ts';
import type { Intake } from '../model/intake.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { MailPorts, Versioned } from '../ports.ts';

const LEASE_MS = 3 * 60 * 1000;
/** Less than this is not enough for a turn of the filing with its last message: the lease is renewed first. */
const SHORT_MS = 150 * 1000;

/** May the lease be taken? An expired one may: its holder died, or lost its right. */
export const isFree = ({ lease }: Intake, now: Date): boolean =>
  lease === null || lease.expiresAt <= now;

/**
 * An intake with a lease of its own. It is due when the lease ends, so that another goes on with the work if its
 * holder dies.
 */
export function withLease(intake: Intake, owner: string, now: Date): Intake {
  const expiresAt = new Date(now.getTime() + LEASE_MS);
  return { ...intake, lease: { owner, expiresAt }, dueAt: expiresAt };
}

/** The lease is another's: what this holder wanted to write is void. Never leaves the run of a mailbox. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Makes the holder's change of an intake that may have changed since. Null: it is made already. */
export type Change = (intake: Intake) => Intake | null;

type Ports = Pick<MailPorts, 'store' | 'clock'>;

/** Who holds a lease. */
export type Holder = {
  readonly owner: string;
  /**
   * The lease before it was not let go but expired: the process of its holder may have died, perhaps of the message
   * that it worked on.
   */
  readonly tookOver: boolean;
};

/** Did the holder of a lease that may be taken not let it go? */
export const isLeftBehind = ({ lease }: Intake): boolean => lease !== null;

/**
 * The intake of a mailbox whose lease we hold. Writes are compare-and-sets that renew the lease. If the record changed
 * since it was read (a push was noted, for example), the change is applied again to the new one.
 */
export class LeasedIntake {
  readonly #ports: Ports;
  readonly #owner: string;
  /** See `Holder`. */
  readonly tookOver: boolean;
  #stored: Versioned<Intake>;
  #planned: Change[] = [];
  #wasMadeDue = false;

  constructor(ports: Ports, { owner, tookOver }: Holder, stored: Versioned<Intake>) {
    this.#ports = ports;
    this.#owner = owner;
    this.tookOver = tookOver;
    this.#stored = stored;
  }

  /** As it will be stored by the next write. */
  get intake(): Intake {
    return apply(this.#stored.value, this.#planned);
  }

  /**
   * Did somebody else make the mailbox due during the lease, as when a person released mail? Then what the holder
   * saw of the open entries is old.
   */
  get wasMadeDue(): boolean {
    return this.#wasMadeDue;
  }

  /** Call it right before the open entries are read again: then the holder knows what is due. */
  clearMadeDue(): void {
    this.#wasMadeDue = false;
  }

  /** Makes a change together with the next write. What is lost with it must be safe to do again. */
  plan(change: Change): void {
    this.#planned.push(change);
  }

  /**
   * Writes a change and what was planned.
   *
   * @throws LeaseLost when the lease is another's by now
   * @throws AppError `store_unavailable`
   */
  async write(change: Change, event: MailEvent | null = null): Promise<void> {
    const renew = (intake: Intake): Intake =>
      withLease(intake, this.#owner, this.#ports.clock.now());
    await this.#put(change, { event, last: renew });
  }

  /** Renews the lease if little of it is left. */
  async renewIfShort(): Promise<void> {
    const { lease } = this.#stored.value;
    const end = this.#ports.clock.now().getTime() + SHORT_MS;
    if (!lease || lease.expiresAt.getTime() < end) await this.write((intake) => intake);
  }

  /**
   * Lets the lease go with a last change, unless that change is null: then the holder has more to do.
   *
   * @returns whether it was let go
   */
  async release(change: Change): Promise<boolean> {
    return this.#put(change, { event: null, last: (intake) => ({ ...intake, lease: null }) });
  }

  async #put(
    change: Change,
    { event, last }: { readonly event: MailEvent | null; readonly last: (i: Intake) => Intake },
  ): Promise<boolean> {
    const { store } = this.#ports;
    // A write whose answer was lost may be stored: then the next one does not fit, and what is stored is read.
    return withRetry(this.#ports, async () => {
      for (;;) {
        const { value, revision } = this.#stored;
        const changed = change(apply(value, this.#planned));
        if (changed === null) return false;
        const next = last(changed);
        const written = await store.writeIntake(next, revision, event);
        if (written !== null) {
          this.#stored = { value: next, revision: written };
          this.#planned = [];
          return true;
        }
        await this.#readAgain();
      }
    });
  }

  async #readAgain(): Promise<void> {
    const read = await this.#ports.store.readIntake(this.#stored.value.connectionId);
    if (read?.value.lease?.owner !== this.#owner) throw new LeaseLost();
    this.#stored = read;
    // The holder's own writes make it due when the lease ends.
    if (read.value.dueAt?.getTime() === read.value.lease.expiresAt.getTime()) return;
    this.#wasMadeDue = true;
    this.plan((intake) => ({ ...intake, hasOpenEntries: true }));
  }
}

const apply = (intake: Intake, changes: readonly Change[]): Intake =>
  changes.reduce((changed, change) => change(changed) ?? changed, intake);

/**
 * Why a lease is not given: its intake is off or was never on, another holds the lease, or nothing happened in it.
 */
export type NotLeased = { readonly kind: 'off' | 'busy' | 'quiet' };

/**
 * Takes the lease of a mailbox whose intake is on. A write whose answer was lost is recognized as its own.
 *
 * @param isQuiet is asked before the lease is taken: true leaves it
 * @throws AppError `store_unavailable`
 */
export async function leaseMailbox(
  ports: Pick<MailPorts, 'store' | 'clock' | 'ids'>,
  connectionId: string,
  isQuiet: (read: Versioned<Intake>) => Promise<boolean> = async () => false,
): Promise<{ readonly kind: 'leased'; readonly leased: LeasedIntake } | NotLeased> {
  const owner = ports.ids.unique();
  let tookOver = false;
  return withRetry(ports, async () => {
    const read = await ports.store.readIntake(connectionId);
    if (!read?.value.isOn) return { kind: 'off' };
    if (read.value.lease?.owner === owner)
      return { kind: 'leased', leased: new LeasedIntake(ports, { owner, tookOver }, read) };
    if (!isFree(read.value, ports.clock.now())) return { kind: 'busy' };
    if (await isQuiet(read)) return { kind: 'quiet' };
    tookOver = isLeftBehind(read.value);
    const value = withLease(read.value, owner, ports.clock.now());
    const revision = await ports.store.writeIntake(value, read.revision);
    // Who was first has looked at what is due, or does.
    if (revision === null) return { kind: 'busy' };
    const leased = new LeasedIntake(ports, { owner, tookOver }, { value, revision });
    return { kind: 'leased', leased };
  });
}
