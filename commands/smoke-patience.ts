import type { Clock } from '../shared/tokens/index.ts';
import type { Check, Finding } from './smoke-checks.ts';
import type { Deployment } from './smoke-request.ts';

/** A new URL, invoker or role can take minutes until it works everywhere at Google. */
export const PATIENCE_MS = 3 * 60_000;
const PAUSE_MS = 5_000;

/** How long to repeat a check that a new deployment may fail at first. */
export type Patience = {
  readonly clock: Clock;
  /** The end of all repetitions, for all checks together. */
  readonly until: Date;
  print(line: string): void;
};

/** Runs a check, and repeats it while its answer may be that of a deployment that is not ready yet. */
export async function runPatiently(
  check: Check,
  deployment: Deployment,
  { clock, until, print }: Patience,
): Promise<Finding> {
  for (;;) {
    const finding = await attempt(check, deployment);
    const leftMs = until.getTime() - clock.now().getTime();
    if (finding.ok || !finding.mayPass || leftMs < PAUSE_MS) return finding;
    const seconds = Math.round(leftMs / 1000);
    print(
      `${check.name}: ${finding.found}. A new deployment needs time: waiting, for ${seconds} s at most`,
    );
    await clock.sleep(PAUSE_MS);
  }
}

async function attempt(check: Check, deployment: Deployment): Promise<Finding> {
  try {
    return await check.run(deployment);
  } catch {
    const advice = 'Is the URL right, and is the deployment complete?';
    return { ok: false, found: 'no answer', advice };
  }
}
