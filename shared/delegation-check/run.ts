import type { Cause } from '../diagnosis/index.ts';
import { AppError } from '../errors.ts';
import type { Signer } from '../tokens/index.ts';
import { causeOf, type Finding } from './finding.ts';
import type { CheckedKey, CheckPorts, CheckRequest } from './ports.ts';
import type { RefusedScope } from './scopes.ts';
import type { StepId } from './steps.ts';

/** An access token, with the scopes that it has. */
export type HeldToken = { readonly accessToken: string; readonly scopes: readonly string[] };

/** What the steps of one check tell each other. */
export type Run = {
  readonly ports: CheckPorts;
  readonly request: CheckRequest;
  /** The finding of each step so far. */
  readonly findings: Map<StepId, Finding>;
  /** Every request for a token so far, by its scopes, so that none is sent twice. */
  readonly answers: Map<string, HeldToken | AppError>;
  key: CheckedKey | null;
  token: HeldToken | null;
  refused: readonly RefusedScope[];
  /** What listing the labels found; null: not yet. */
  labels: Finding | null;
};

export const startRun = (ports: CheckPorts, request: CheckRequest): Run => ({
  ports,
  request,
  findings: new Map(),
  answers: new Map(),
  key: null,
  token: null,
  refused: [],
  labels: null,
});

export const serviceAccountOf = ({ request, key }: Pick<Run, 'request' | 'key'>): string =>
  request.serviceAccount ?? key?.serviceAccount ?? '';

/** The refusals that depend on the scopes of the request, so that other scopes may be granted. */
const ABOUT_SCOPES: ReadonlySet<Cause> = new Set<Cause>([
  'delegation_not_authorized',
  'delegation_scopes_missing',
  'delegation_scope_invalid',
]);

/**
 * Asks Google for a token with these scopes, once.
 *
 * @returns the token, or the refusal when it may be about these scopes only
 * @throws AppError what the port throws for any other reason
 */
export async function askForToken(
  run: Run,
  scopes: readonly string[],
): Promise<HeldToken | AppError> {
  const name = scopes.join(' ');
  const answer = run.answers.get(name) ?? (await requestToken(run, scopes));
  run.answers.set(name, answer);
  return answer;
}

async function requestToken(
  { ports, request, key }: Run,
  scopes: readonly string[],
): Promise<HeldToken | AppError> {
  const signer: Signer = key
    ? { kind: 'key', privateKey: key.privateKey, keyId: key.keyId }
    : { kind: 'keyless' };
  const serviceAccount = serviceAccountOf({ request, key });
  const asked = { serviceAccount, signer, subject: request.subject, scopes };
  try {
    const answer = await ports.serviceAccounts.requestToken(asked);
    return { accessToken: answer.accessToken, scopes: answer.scopes ?? scopes };
  } catch (thrown) {
    if (thrown instanceof AppError && ABOUT_SCOPES.has(causeOf(thrown))) return thrown;
    throw thrown;
  }
}

/** The token of the run. Steps that need one are not checked without it. */
export function tokenOf({ token }: Pick<Run, 'token'>): HeldToken {
  if (!token) throw new AppError('internal');
  return token;
}
