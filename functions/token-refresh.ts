import type { Edge } from '../shared/http/edge.ts';
import { jsonRefusal } from '../shared/http/index.ts';
import { runJob } from '../shared/jobs/run-job.ts';
import { TOKEN_REFRESH } from '../shared/jobs/token-refresh.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

export const tokenRefresh: Edge<Runtime> = {
  name: TOKEN_REFRESH.name,
  refuse: jsonRefusal,
  routes: { 'POST /': runJob(TOKEN_REFRESH) },
};
