import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Ports } from '../../shared/tokens/index.ts';

/** Ports whose store and vault fail in one call of ten: half of them before their work, half after it. */
export const failingPorts = (ports: Ports, random: () => number): Ports => ({
  ...ports,
  store: failing(ports.store, random),
  vault: failing(ports.vault, random),
});

/** A port of the store of which one call in ten fails: half of them before their work, half after it. */
export const failing = <T extends object>(port: T, random: () => number): T =>
  new Proxy(port, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      // A method that makes no call cannot fail.
      if (typeof method !== 'function' || property === 'isPrimary') return method;
      return async (...args: unknown[]) => {
        const drawn = random();
        if (drawn < 0.05) throw new AppError('store_unavailable');
        const answer = await Reflect.apply(method, target, args);
        if (drawn < 0.1) throw new AppError('store_unavailable');
        return answer;
      };
    },
  });

/** Evenly distributed numbers in [0, 1) that follow from a seed; fast-check's own favour the edges. */
export function seededRandom(seed: number): () => number {
  let draws = 0;
  return () => {
    const digest = createHash('sha256').update(`${seed}:${draws++}`).digest();
    return digest.readUInt32BE() / 2 ** 32;
  };
}
