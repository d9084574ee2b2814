import { SETTINGS } from '../shared/config/settings.ts';
import { AppError } from '../shared/errors.ts';
import { systemClock } from '../shared/runtime/system-ports.ts';
import { CHECKS, type Check, type Finding } from './smoke-checks.ts';
import { PATIENCE_MS, runPatiently } from './smoke-patience.ts';
import type { Deployment } from './smoke-request.ts';
import { type Call, type Outcome, runCommand } from './terminal.ts';

const USAGE = `Usage: npm run smoke -- --url ORIGIN [--no-wait] [--json]

Checks a deployment from outside: every function answers as it must, state and keys are in reach, and
what only the scheduler or Pub/Sub may call is shut. No mailbox is touched; one sign-in is begun and left alone.

  --url      the base URL, such as https://europe-west1-PROJECT.cloudfunctions.net
  --no-wait  do not repeat what a new deployment may fail at first: 403, 404 and 5xx, for three minutes
             at most
  --json     the outcome as JSON
`;

async function smoke({ url, wait, print }: Call): Promise<Outcome> {
  const parsed = SETTINGS.BASE_URL.schema.safeParse(url);
  if (!parsed.success) {
    const problems = [`--url ${SETTINGS.BASE_URL.problem}`];
    throw new AppError('configuration_invalid', { detail: { problems } });
  }
  const deployment: Deployment = { origin: parsed.data, fetch };
  const until = new Date(systemClock.now().getTime() + (wait ? PATIENCE_MS : 0));
  const patience = { clock: systemClock, until, print };
  const results = [];
  for (const check of CHECKS) {
    print(`${check.name} …`);
    const finding = await runPatiently(check, deployment, patience);
    const { mayPass: _, ...shown } = finding;
    results.push({ name: check.name, proves: check.proves, ...shown });
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

const linesOf = ({ name, proves, ok, found, advice }: Finding & Omit<Check, 'run'>): string[] =>
  ok
    ? [`ok      ${name}: ${proves} (${found})`]
    : [`FAILED  ${name}: ${found}`, ...(advice ? [`        ${advice}`] : [])];

await runCommand(USAGE, { '': smoke });
