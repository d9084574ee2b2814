import { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseJson } from '../http/body.ts';
import type { Incoming } from '../http/incoming.ts';
import { ALL_SHARDS, type Share } from '../tokens/index.ts';

const jobRequestSchema = z
  .object({
    connectionId: z.string().min(1).optional(),
    shard: z.int().nonnegative().optional(),
    // With more jobs than shards, some would have nothing to do.
    shards: z.int().min(1).max(ALL_SHARDS.length).optional(),
  })
  .refine(({ shard, shards }) => (shard === undefined) === (shards === undefined), {
    path: ['shards'],
  })
  .refine(({ shard = 0, shards = 1 }) => shard < shards, { path: ['shard'] });

/** What a scheduled function works on: one connection, or its share of all of them. */
export type JobRequest = {
  readonly connectionId: string | null;
  readonly share: Share;
};

const EVERYTHING = { shard: 0, shards: 1 };

/**
 * Reads what a scheduled function works on: `{"connectionId": "…"}`, `{"shard": 0, "shards": 4}`, or
 * nothing, for everything.
 *
 * @throws AppError `media_type_unsupported`, `body_malformed`, `body_invalid`, `body_too_large`
 */
export async function readJobRequest(incoming: Incoming): Promise<JobRequest> {
  const body = await incoming.readBody();
  if (body.length === 0) return { connectionId: null, share: EVERYTHING };
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  const { connectionId = null, shard, shards } = parseJson(body, jobRequestSchema);
  const share = shard === undefined || shards === undefined ? EVERYTHING : { shard, shards };
  return { connectionId, share };
}
