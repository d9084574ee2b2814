import { AppError, asAppError } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply } from '../shared/http/index.ts';
import type { Handler, Routes } from '../shared/http/router.ts';
import { callersOf } from '../shared/runtime/callers.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  ACTION,
  acknowledgement,
  answerAction,
  answerMessage,
  answerOperation,
  type Call,
  type CallProof,
  LARGEST_CALL,
  NO_RECORD,
  OPERATIONS,
  type Operation,
  openApiOf,
  operationRefusal,
  soapFault,
  verifyCaller,
  withBody,
} from '../shared/salesforce/webhook/index.ts';

const OPERATIONS_PATH = '/v1/';
const OUTBOUND_PATH = '/outbound/';

export const salesforceWebhook: Edge<Runtime> = {
  name: 'salesforce-webhook',
  refuse: (incoming, error, runtime) => {
    if (incoming.path.startsWith(OUTBOUND_PATH)) return soapFault(incoming, error);
    const isOperation = incoming.path.startsWith(OPERATIONS_PATH);
    return isOperation ? operationRefusal(incoming, error, runtime) : jsonRefusal(incoming, error);
  },
  routes: {
    // The address of release 0.1, where the body names the action.
    'POST /': answerCaller({ name: ACTION }, answerAction),
    'GET /openapi.json': describeOperations,
    // The key is part of the address. Only this pattern is logged.
    [`POST ${OUTBOUND_PATH}:key`]: answerOutbound,
    ...operationRoutes(),
  },
};

function operationRoutes(): Routes<Runtime> {
  const routes = OPERATIONS.map(
    (operation) => [`POST ${OPERATIONS_PATH}${operation.name}`, answer(operation)] as const,
  );
  return Object.fromEntries(routes);
}

/** Answers the OpenAPI document. It needs no proof of the caller, because it names no mailbox and no secret. */
function describeOperations(_: Incoming, { config }: Runtime): Reply {
  return json(openApiOf(OPERATIONS, `${config.baseUrl}/${salesforceWebhook.name}`));
}

/** A declaration, because the routes above are made while this module loads. */
function answer(operation: Operation): Handler<Runtime> {
  return answerCaller(operation, (runtime, call) => answerOperation(operation, runtime, call));
}

type Asked = { readonly name: string; readonly largestBody?: number };

type Answer = (runtime: Runtime, call: Call) => Promise<unknown>;

/** Verifies the caller, has it answered, and notes on its page what it did. */
function answerCaller({ name, largestBody }: Asked, answerCall: Answer): Handler<Runtime> {
  return (incoming, runtime) => {
    const proof = proofIn(incoming);
    return withBody(runtime, { incoming, proof, largestBody }, async (rawBody) => {
      const verified = await verifyCaller(runtime, { ...proof, rawBody });
      const { signedEventId, caller } = verified;
      return noting(runtime, { id: caller.id, name }, async () => {
        if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
        const call = { caller, signedEventId, rawBody, language: incoming.language };
        return { reply: json(await answerCall(runtime, call)), outcome: 'answered' };
      });
    });
  };
}

/**
 * Answers an Outbound Message of Salesforce. The caller proves itself by the address, so that nothing is read of a
 * message that anybody else sends.
 */
async function answerOutbound(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const beganAt = runtime.clock.now();
  const proof = { ...NO_PROOF, pathKey: incoming.params['key'] ?? '' };
  const { caller, outbound } = await verifyCaller(runtime, { ...proof, rawBody: Buffer.alloc(0) });
  return noting(runtime, { id: caller.id, name: outbound?.operation ?? 'outbound' }, () =>
    // A hundred records with long texts may be larger: then their message has to have fewer fields.
    withBody(runtime, { incoming, proof, largestBody: LARGEST_CALL }, async (rawBody) => {
      if (incoming.mediaType !== 'text/xml') throw new AppError('media_type_unsupported');
      if (outbound === null) throw new AppError('outbound_setup_invalid');
      const { language } = incoming;
      const call = { caller, setup: outbound, language, rawBody, beganAt };
      const withoutRecord = await answerMessage(runtime, call);
      return { reply: acknowledgement(), outcome: withoutRecord > 0 ? NO_RECORD : 'answered' };
    }),
  );
}

type Noted = { readonly id: string | null; readonly name: string };
type Outcome = { readonly reply: Reply; readonly outcome: string };

/** Has a call answered, and notes for the caller’s page what came of it. */
async function noting(
  runtime: Runtime,
  { id, name }: Noted,
  work: () => Promise<Outcome>,
): Promise<Reply> {
  const note = async (outcome: string): Promise<void> => {
    if (id !== null) await callersOf(runtime).noteUse(id, name, outcome);
  };
  try {
    const { reply, outcome } = await work();
    await note(outcome);
    return reply;
  } catch (thrown) {
    await note(asAppError(thrown).code);
    throw thrown;
  }
}

const NO_PROOF: Omit<CallProof, 'rawBody'> = {
  callerId: undefined,
  signature: undefined,
  authorization: undefined,
  pathKey: undefined,
  webhook: { id: undefined, timestamp: undefined, signature: undefined },
};

function proofIn({ header }: Incoming): Omit<CallProof, 'rawBody'> {
  return {
    ...NO_PROOF,
    callerId: header('x-connector-caller'),
    signature: header('x-connector-signature'),
    authorization: header('authorization'),
    webhook: {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
    },
  };
}
