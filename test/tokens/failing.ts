import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Ports } from '../../shared/tokens/index.ts';

/** A store and vault of which some calls fail: half of those after they did their work. */
export function failing(ports: Ports, coin: () => number): Ports {
  const unreliable = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method: unknown = Reflect.get(target, property);
        // What asks nothing of anybody cannot fail.
        if (typeof method !== 'function' || property === 'isPrimary') return method;
        return async (...args: unknown[]) => {
          const luck = coin();
          if (luck < 0.05) throw new AppError('store_unavailable');
          const answer = await Reflect.apply(method, target, args);
          if (luck < 0.1) throw new AppError('store_unavailable');
          return answer;
        };
      },
    });
  return { ...ports, store: unreliable(ports.store), vault: unreliable(ports.vault) };
}

/** Numbers in [0, 1) that follow from a seed: fast-check's own favour the edges. */
export function coinOf(seed: number): () => number {
  let tosses = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${tosses++}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}
