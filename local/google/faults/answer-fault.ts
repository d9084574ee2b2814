import { setTimeout } from 'node:timers/promises';
import { type GmailErrorName, gmailErrorAnswer } from '../gmail/errors.ts';
import type { Google } from '../google.ts';
import { ANSWERED, type Answer, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { type TokenError, tokenErrorAnswer } from '../oauth/errors.ts';
import type { FaultScope, RequestFaults } from './request-faults.ts';

/** Where a request arrived, the faults that are on for it, and the text that an error repeats of it. */
export type FaultContext = {
  endpoint: FaultScope['endpoint'];
  faults: RequestFaults;
  echo: string;
};

/**
 * Simulates the faults of the network and of Google's front end, before an endpoint reads a request.
 *
 * @returns undefined when the endpoint serves the request as usual (perhaps late, or with a wrong Date)
 */
export async function answerFault(
  google: Google,
  exchange: Exchange,
  context: FaultContext,
): Promise<Outcome | undefined> {
  const { faults } = context;
  const skew = faults('skewed_clock');
  if (skew) {
    const shifted = google.now().getTime() + Number(skew['seconds']) * 1000;
    exchange.response.setHeader('date', new Date(shifted).toUTCString());
  }
  const slow = faults('slow');
  if (slow) await setTimeout(Number(slow['ms']));
  if (faults('dropped')) {
    exchange.request.socket.destroy();
    return ANSWERED;
  }
  return Object.entries(ANSWERS).find(([fault]) => faults(fault))?.[1](context);
}

type FaultAnswer = (context: FaultContext) => Answer;

const ANSWERS: Record<string, FaultAnswer> = {
  rate_limited: apiError('tooManyRequests', {
    status: 429,
    error: 'rate_limit_exceeded',
    error_description: 'Rate Limit Exceeded',
  }),
  server_error: apiError('backendError', {
    status: 500,
    error: 'internal_failure',
    error_description: 'Backend Error',
  }),
  unavailable: apiError('unavailable', {
    status: 503,
    error: 'temporarily_unavailable',
    error_description: 'Service Unavailable',
  }),
  unrecognised: apiError('unheardOf', {
    status: 400,
    error: 'unheard_of',
    error_description: 'The request was refused.',
  }),
  html_instead_of_json: ({ echo }) => htmlAnswer(200, `Sign in to the network${echo}`),
  html_error: ({ echo }) => htmlAnswer(502, `The server encountered a temporary error.${echo}`),
};

/** One fault in the error format of whichever endpoint was called. */
function apiError(atGmail: GmailErrorName, atToken: TokenError): FaultAnswer {
  return ({ endpoint, echo }) =>
    endpoint === 'gmail' ? gmailErrorAnswer(atGmail, echo) : tokenErrorAnswer(atToken, echo);
}

function htmlAnswer(status: number, text: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><title>${status}</title><p>${text}</p></html>\n`,
  };
}
