import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Ids } from '../tokens/index.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds) => {
    await pause(milliseconds);
  },
};

export const systemIds: Ids = {
  secret: () => randomBytes(32).toString('base64url'),
  unique: () => randomUUID(),
  random: () => Math.random(),
};
