import type fc from 'fast-check';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { IntakePorts } from '../../shared/mail/index.ts';
import { cursorAhead } from './model-checks.ts';
import type { ModelWorld } from './model-world.ts';

export const FAULTS = ['dies before', 'dies after', 'fails', 'loses the answer'] as const;

/** What happens to a process at its nth call of a port, and at as many after it. */
type Fault = {
  readonly kind: (typeof FAULTS)[number];
  readonly at: number;
  readonly times: number;
};

export type Process = {
  readonly ports: IntakePorts;
  /** Waits for its turn. */
  readonly step: () => Promise<void>;
  /** Resolves when it is killed: what it still awaited never goes on. */
  readonly death: Promise<void>;
};

export type Scene = {
  readonly world: ModelWorld;
  readonly scheduler: fc.Scheduler;
  /** What broke an invariant while processes ran. */
  readonly broken: string[];
};

type Life = { readonly skew: number; readonly faults: readonly Fault[] };

const never = (): Promise<never> => new Promise<never>(() => {});

/**
 * A process of its own clock. Each call of a port waits for its turn twice, before it is done and before its answer
 * is known, so that the scheduler can put the calls of all processes in any order.
 */
export function startProcess(scene: Scene, { skew, faults }: Life): Process {
  const { scheduler } = scene;
  const step = (): Promise<void> => scheduler.schedule(Promise.resolve());
  let calls = 0;
  let die: () => void = () => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const perish = (): Promise<never> => {
    die();
    return never();
  };
  const call = async <T>(code: ErrorCode, work: () => Promise<T>): Promise<T> => {
    const kind = faultAt(faults, calls++);
    await step();
    if (kind === 'dies before') return perish();
    if (kind === 'fails') throw new AppError(code);
    const answer = await work();
    await step();
    if (kind === 'dies after') return perish();
    if (kind === 'loses the answer') throw new AppError(code);
    return answer;
  };
  return { ports: portsOf(scene, { call, skew, id: {} }), step, death };
}

const faultAt = (faults: readonly Fault[], call: number): Fault['kind'] | null =>
  faults.find(({ at, times }) => call >= at && call < at + times)?.kind ?? null;

type Calling = {
  readonly call: <T>(code: ErrorCode, work: () => Promise<T>) => Promise<T>;
  readonly skew: number;
  /** Tells processes apart. */
  readonly id: object;
};

function portsOf({ world, broken }: Scene, { call, skew, id }: Calling): IntakePorts {
  const { ports, revoked } = world;
  const store = wrap(ports.store, (name, work) =>
    call('store_unavailable', async () => {
      const answer = await work();
      if (name === 'writeIntake') broken.push(...cursorAhead(world));
      return answer;
    }),
  );
  const readerOf: IntakePorts['readerOf'] = (connectionId) =>
    wrap(ports.readerOf(connectionId), (_, work) =>
      call('google_unavailable', async () => {
        if (revoked.has(connectionId)) throw new AppError('connection_needs_reconnect');
        return work();
      }),
    );
  const cases = wrap(world.org.store, (_, work, [about]) =>
    call('org_unavailable', async () => {
      if (typeof about === 'string') world.touched(about, id);
      return work();
    }),
  );
  const now = (): Date => new Date(world.clock.now().getTime() + skew);
  return { ...ports, store, readerOf, casesOf: () => cases, clock: { ...world.clock, now } };
}

type Around = (
  name: string,
  work: () => Promise<unknown>,
  args: readonly unknown[],
) => Promise<unknown>;

const wrap = <T extends object>(port: T, around: Around): T =>
  new Proxy(port, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) =>
        around(String(property), async () => Reflect.apply(method, target, args), args);
    },
  });
