import { SETTINGS } from '../shared/config/settings.ts';
import { AppError } from '../shared/errors.ts';
import { CHECKS, type Check, type Finding } from './smoke-checks.ts';
import type { Deployment } from './smoke-request.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';

const USAGE = `Usage: npm run smoke -- --url ORIGIN [--json]

Checks a deployment from outside: every function answers as it must, state and keys are in reach, and
what only the scheduler may call is shut. No mailbox is touched; one sign-in is begun and left alone.

  --url   the base URL, such as https://europe-west1-PROJECT.cloudfunctions.net
  --json  the outcome as JSON
`;

async function smoke({ url, print }: Call): Promise<Outcome> {
  const parsed = SETTINGS.BASE_URL.schema.safeParse(url);
  if (!parsed.success) {
    const problems = [`--url ${SETTINGS.BASE_URL.problem}`];
    throw new AppError('configuration_invalid', { detail: { problems } });
  }
  const deployment: Deployment = { origin: parsed.data, fetch };
  const results = [];
  for (const check of CHECKS) {
    print(`${check.name} …`);
    const finding = await attempt(check, deployment);
    results.push({ name: check.name, proves: check.proves, ...finding });
  }
  const failed = results.filter(({ ok }) => !ok);
  const verdict =
    failed.length === 0
      ? `All ${results.length} checks passed.`
      : `${failed.length} of ${results.length} checks failed.`;
  return {
    facts: { url: deployment.origin, ok: failed.length === 0, checks: results },
    lines: [...results.flatMap(linesOf), verdict],
    ok: failed.length === 0,
  };
}

async function attempt(check: Check, deployment: Deployment): Promise<Finding> {
  try {
    return await check.run(deployment);
  } catch {
    const advice = 'Is the URL right, and is the deployment complete?';
    return { ok: false, found: 'no answer', advice };
  }
}

const linesOf = ({ name, proves, ok, found, advice }: Finding & Omit<Check, 'run'>): string[] =>
  ok
    ? [`ok      ${name}: ${proves} (${found})`]
    : [`FAILED  ${name}: ${found}`, ...(advice ? [`        ${advice}`] : [])];

await runCommand(USAGE, { '': smoke });
