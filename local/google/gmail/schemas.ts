import { z } from 'zod';

const labelIds = z.array(z.string().min(1).max(225)).max(100).default([]);

/** The body of `users.messages.modify`. */
export const labelChangeSchema = z.strictObject({
  addLabelIds: labelIds,
  removeLabelIds: labelIds,
});

/** The body of `users.messages.send`: the message is in it, or uploaded beside it. */
export const sentMessageSchema = z.strictObject({
  raw: z
    .string()
    .regex(/^[A-Za-z0-9_-]*={0,2}$/)
    .optional(),
  threadId: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
});

/** The body of `users.watch`. */
export const watchSchema = z.strictObject({
  topicName: z.string(),
  labelIds,
  labelFilterBehavior: z.enum(['include', 'exclude', 'INCLUDE', 'EXCLUDE']).default('include'),
  labelFilterAction: z.enum(['include', 'exclude']).optional(),
});

/** The body of `users.labels.create`, as far as it is emulated. */
export const labelSchema = z.object({ name: z.string().min(1).max(225) });
