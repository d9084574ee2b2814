import { both, type Wording } from '../diagnosis/entry.ts';
import { AppError } from '../errors.ts';
import { causeOf, type Finding, failed, failedBy, passed } from './finding.ts';
import { askForToken, type Run, tokenOf } from './run.ts';
import { consoleName, findRefused, leastOf, type RefusedScope } from './scopes.ts';

/**
 * Asks for all scopes, as the connector will. If they are refused, one scope that is granted proves that the
 * service account is delegated, and that only scopes are missing.
 */
export async function checkAssertion(run: Run): Promise<Finding> {
  const { scopes } = run.request;
  const whole = await askForToken(run, scopes);
  if (!(whole instanceof AppError)) {
    run.token = whole;
    return passed({});
  }
  const least = leastOf(scopes);
  for (const scope of [...least, ...scopes.filter((each) => !least.includes(each))]) {
    const answer = await askForToken(run, [scope]);
    if (!(answer instanceof AppError)) {
      run.token = answer;
      return passed({});
    }
    run.refused = [...run.refused, { scope, cause: causeOf(answer) }];
  }
  return failedBy(whole);
}

/** Finds every scope that is refused, and takes a token with all the others. */
export async function checkScopes(run: Run): Promise<Finding> {
  const { scopes } = run.request;
  const whole = await askForToken(run, scopes);
  if (whole instanceof AppError) await findAllRefused(run, whole);
  const refused = [...run.refused, ...leftOut(run)];
  const granted = scopes.filter((scope) => !refused.some((each) => each.scope === scope));
  const of = (isUnknown: boolean): readonly string[] =>
    refused.filter(({ cause }) => (cause === UNKNOWN) === isUnknown).map(({ scope }) => scope);
  const [missing, unknown] = [of(false), of(true)];
  if (refused.length === 0) return passed({ granted });
  const cause = missing.length > 0 ? 'delegation_scopes_missing' : UNKNOWN;
  return failed(cause, { granted, missing, unknown }, refusedWords(missing, unknown));
}

const UNKNOWN = 'delegation_scope_invalid';

async function findAllRefused(run: Run, whole: AppError): Promise<void> {
  const known = [...run.refused.map(({ scope }) => scope), ...tokenOf(run).scopes].map(consoleName);
  const left = run.request.scopes.filter((scope) => !known.includes(consoleName(scope)));
  const ask = async (some: readonly string[]) => {
    const answer = await askForToken(run, some);
    return answer instanceof AppError ? causeOf(answer) : null;
  };
  // When everything else is granted, the rest must hold what the whole was refused for.
  const cause = run.refused.length === 0 ? causeOf(whole) : null;
  run.refused = [...run.refused, ...(await findRefused(left, ask, cause))];
  const refused = run.refused.map(({ scope }) => scope);
  const granted = await askForToken(
    run,
    run.request.scopes.filter((scope) => !refused.includes(scope)),
  );
  if (!(granted instanceof AppError)) run.token = granted;
}

/** The scopes of the token's own request that Google left out of its answer (RFC 6749 §5.1). */
function leftOut(run: Run): readonly RefusedScope[] {
  const granted = tokenOf(run).scopes.map(consoleName);
  const refused = run.refused.map(({ scope }) => scope);
  return run.request.scopes
    .filter((scope) => !refused.includes(scope) && !granted.includes(consoleName(scope)))
    .map((scope) => ({ scope, cause: 'delegation_scopes_missing' }));
}

function refusedWords(missing: readonly string[], unknown: readonly string[]): Wording {
  const [not, none] = [missing, unknown].map((scopes) => scopes.map(consoleName).join(', '));
  return both(
    [not && `Not delegated: ${not}.`, none && `Unknown to Google: ${none}.`]
      .filter(Boolean)
      .join(' '),
    [not && `委任されていないスコープ: ${not}`, none && `Google が認識できないスコープ: ${none}`]
      .filter(Boolean)
      .join(' '),
  );
}
