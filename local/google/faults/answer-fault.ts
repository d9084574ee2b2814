import { setTimeout } from 'node:timers/promises';
import { type GmailErrorName, gmailErrorAnswer } from '../gmail/errors.ts';
import type { Google } from '../google.ts';
import { ANSWERED, type Answer, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { type TokenError, tokenErrorAnswer } from '../oauth/errors.ts';
import type { FaultScope, RequestFaults } from './request-faults.ts';

/** Where a request arrived, what it meets, and what an error is to repeat of it. */
export type Disturbance = {
  endpoint: FaultScope['endpoint'];
  faults: RequestFaults;
  echo: string;
};

/**
 * Plays the faults of the network and of Google's front end, before an endpoint looks at a request.
 *
 * @returns undefined when the request is to be served as usual (perhaps late, or with a wrong Date)
 */
export async function answerFault(
  google: Google,
  exchange: Exchange,
  disturbance: Disturbance,
): Promise<Outcome | undefined> {
  const { faults } = disturbance;
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
  return Object.entries(ANSWERS).find(([fault]) => faults(fault))?.[1](disturbance);
}

type Play = (disturbance: Disturbance) => Answer;

const ANSWERS: Record<string, Play> = {
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

/** The same trouble in the words of either endpoint. */
function apiError(atGmail: GmailErrorName, atToken: TokenError): Play {
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
