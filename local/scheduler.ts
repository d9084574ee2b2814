import { Cron } from 'croner';
import { LOCAL_SCHEDULER } from '../shared/config/index.ts';
import type { Log } from '../shared/log.ts';
import type { EmulatedGoogle } from './google/index.ts';

/** When each function is called; in the cloud, Cloud Scheduler does this. */
const JOBS = [
  { functionName: 'token-refresh', schedule: '* * * * *' },
  { functionName: 'label-probe', schedule: '*/5 * * * *' },
  { functionName: 'mail-sync', schedule: '* * * * *' },
] as const;

export type Scheduled = {
  readonly baseUrl: string;
  readonly google: EmulatedGoogle;
  readonly log: Log;
};

/**
 * Calls the scheduled functions over HTTP with an ID token of the scheduler's service account, like
 * Cloud Scheduler, and `token-refresh` once at the start. Skips a call while the previous one runs.
 *
 * @returns a function that stops the scheduler
 */
export function startScheduler(scheduled: Scheduled): () => void {
  const jobs = JOBS.map(
    ({ functionName, schedule }) =>
      new Cron(schedule, { protect: true }, () => call(scheduled, functionName)),
  );
  void call(scheduled, 'token-refresh');
  return () => {
    for (const job of jobs) job.stop();
  };
}

async function call({ baseUrl, google, log }: Scheduled, functionName: string): Promise<void> {
  const url = `${baseUrl}/${functionName}`;
  try {
    const token = await google.issueServiceAccountIdToken({
      email: LOCAL_SCHEDULER,
      audience: url,
    });
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: 'POST', headers });
    await response.arrayBuffer();
    if (!response.ok) log('warning', `scheduler: ${functionName} answered ${response.status}`);
  } catch {
    log('warning', `scheduler: ${functionName} could not be called`);
  }
}
