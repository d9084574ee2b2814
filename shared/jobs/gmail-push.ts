import { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseJson } from '../http/body.ts';
import { type Incoming, json, type Reply } from '../http/index.ts';
import { historyIdOf, type LeasedIntake, notePush, runMailbox } from '../mail/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { intakePortsOf, logMessage, mailboxLine } from './mail-sync.ts';
import { requirePubSub } from './require-caller.ts';

/** Pub/Sub waits 60 seconds for the acknowledgement (terraform/pubsub.tf): a run ends well before. */
const RUN_MS = 30 * 1000;

/** Gmail writes the history id as a number or as text (Gmail API, "Push notifications"). */
const announcementSchema = z.object({
  emailAddress: z.string().min(3).max(320),
  historyId: z.union([z.number(), z.string()]).transform((value, context) => {
    const id = historyIdOf(value);
    if (id === null) context.addIssue('no history id');
    return id ?? '';
  }),
});

const pushSchema = z.object({ message: z.object({ data: z.base64().min(1) }) });

/**
 * Takes one push of Pub/Sub: notes on the mailbox's cursor what Gmail announced, which makes its mail due, then reads
 * and files it at once. The push is acknowledged once it is noted, even when the mail cannot be filed yet: `mail-sync`
 * goes on with it.
 *
 * @throws AppError `caller_unverified`, `caller_signature_removed`, `google_unavailable`, `media_type_unsupported`,
 *   `body_malformed`, `body_invalid`, `body_too_large`, and what the store throws before the push is noted: Pub/Sub
 *   then pushes again
 */
export async function takePush(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requirePubSub(incoming, runtime);
  const startedAt = runtime.clock.now();
  const noted = await notePush(intakePortsOf(runtime), await readPush(incoming));
  if (noted.kind === 'leased') {
    const until = new Date(startedAt.getTime() + RUN_MS);
    await run(runtime, noted.leased, { until, correlationId: incoming.correlationId });
  }
  return json({ outcome: noted.kind === 'leased' ? 'read' : noted.kind });
}

async function readPush(incoming: Incoming): Promise<{ address: string; historyId: string }> {
  const body = await incoming.readBody();
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  const { message } = parseJson(body, pushSchema);
  const data = Buffer.from(message.data, 'base64');
  const { emailAddress: address, historyId } = parseJson(data, announcementSchema);
  return { address, historyId };
}

type Run = { readonly until: Date; readonly correlationId: string };

/** The push is noted: a run that fails is one for `mail-sync`, and must not make Pub/Sub push again. */
async function run(
  runtime: Runtime,
  leased: LeasedIntake,
  { until, correlationId }: Run,
): Promise<void> {
  const { connectionId } = leased.intake;
  const watch = (outcome: Parameters<typeof logMessage>[1]['outcome']): void =>
    logMessage(runtime.log, { connectionId, outcome });
  const ran = await runMailbox(intakePortsOf(runtime), leased, { until, watch });
  const line = mailboxLine({ connectionId, ...ran }, correlationId);
  if (line) runtime.log(...line);
}
