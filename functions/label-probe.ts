import type { Edge } from '../shared/http/edge.ts';
import { jsonRefusal } from '../shared/http/index.ts';
import { LABEL_PROBE } from '../shared/jobs/label-probe.ts';
import { runJob } from '../shared/jobs/run-job.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

export const labelProbe: Edge<Runtime> = {
  name: LABEL_PROBE.name,
  refuse: jsonRefusal,
  routes: { 'POST /': runJob(LABEL_PROBE) },
};
