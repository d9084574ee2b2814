import { AppError } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply } from '../shared/http/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { answerCaller, verifyCaller } from '../shared/salesforce/webhook/index.ts';

export const salesforceWebhook: Edge<Runtime> = {
  name: 'salesforce-webhook',
  refuse: jsonRefusal,
  routes: { 'POST /': answer },
};

/** Answers a verified call of Salesforce; the raw bytes are verified before they are parsed. */
async function answer(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const rawBody = await incoming.readBody();
  const proof = {
    rawBody,
    signature: incoming.header('x-connector-signature'),
    authorization: incoming.header('authorization'),
  };
  const caller = verifyCaller(proof, runtime.config.salesforceWebhookSecrets);
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  const { language } = incoming;
  return json(await answerCaller(runtime, { caller, rawBody, language }));
}
