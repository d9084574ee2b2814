import { AppError } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, parseJson, type Reply } from '../shared/http/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  connectionStatus,
  statusQuestionSchema,
  verifyCaller,
} from '../shared/salesforce/index.ts';

export const salesforceWebhook: Edge<Runtime> = {
  name: 'salesforce-webhook',
  refuse: jsonRefusal,
  routes: { 'POST /': answer },
};

/** Answers a verified call of Salesforce; the raw bytes are verified before they are parsed. */
async function answer(incoming: Incoming, { config, store, tokens }: Runtime): Promise<Reply> {
  const rawBody = await incoming.readBody();
  const proof = {
    rawBody,
    signature: incoming.header('x-connector-signature'),
    authorization: incoming.header('authorization'),
  };
  verifyCaller(proof, config.salesforceWebhookSecrets);
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  const { mailbox } = parseJson(rawBody, statusQuestionSchema);
  return json(await connectionStatus({ store, tokens }, mailbox, incoming.language));
}
