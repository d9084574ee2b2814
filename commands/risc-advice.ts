import type { StreamRefusal } from '../shared/google/index.ts';
import type { Outcome } from './terminal.ts';

type Advice = readonly [words: RegExp, advice: string];

/** Words of Google's message, and what to do ("Error code reference" of Google's page on RISC). */
const ADVICE: readonly Advice[] = [
  [
    /does not belong to any of your project's domains/i,
    'Add HOST to Google Auth Platform → Branding → Authorized domains; of a domain of your own, add the registered domain.',
  ],
  [/must be an HTTPS URL/i, 'BASE_URL must begin with https://: is this the right --env?'],
  [
    /only be called by a service account/i,
    'The token is that of a person. Impersonate a service account: see --help.',
  ],
  [
    /needs permission to access your RISC configuration/i,
    'Grant roles/riscconfigs.admin on the project to the service account, and try again after some minutes.',
  ],
  [
    /project could not be found/i,
    'The service account must belong to the project of the OAuth client.',
  ],
  [
    /at least one OAuth client/i,
    'This project has no OAuth client: use a service account of the project that has it.',
  ],
  [
    /spec-compliant delivery method/i,
    'Firebase has registered this project already, and a project has one stream. Switch off Google sign-in in Firebase and try again after an hour, or use an OAuth client of another project.',
  ],
  [
    /has not been used in project|is disabled/i,
    'Run gcloud services enable risc.googleapis.com, and try again after some minutes.',
  ],
  [
    /insufficient authentication scopes/i,
    'The token lacks a scope: make it with the scopes that --help shows.',
  ],
  [/no (existing )?RISC configuration/i, 'Nothing is registered yet. Run register.'],
];

/** The outcome of a call that Google refused, with what to do. */
export function describeRefusal(refusal: StreamRefusal, receiver: string): Outcome {
  const { status, message } = refusal;
  const found =
    status === null
      ? `Google could not be reached${message ? ` (${message})` : ''}.`
      : `Google refused: ${[status, message].filter(Boolean).join(' ')}`;
  const advice = adviceFor(refusal).replace('HOST', new URL(receiver).hostname);
  return { facts: { ok: false, status, message, advice }, lines: [found, advice], ok: false };
}

function adviceFor({ status, message }: StreamRefusal): string {
  const row = ADVICE.find(([words]) => words.test(message ?? ''));
  if (row) return row[1];
  if (status === 401) return 'The token has expired, or is not one for this API. Make a new one.';
  if (status === null || status >= 500) return 'Try again in a minute.';
  return 'Google’s page has a table of its errors: developers.google.com/identity/protocols/risc.';
}
