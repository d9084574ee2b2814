import type { Edge } from '../shared/http/edge.ts';
import { jsonRefusal } from '../shared/http/index.ts';
import { MAIL_SYNC } from '../shared/jobs/mail-sync.ts';
import { runJob } from '../shared/jobs/run-job.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

export const mailSync: Edge<Runtime> = {
  name: MAIL_SYNC.name,
  refuse: jsonRefusal,
  routes: { 'POST /': runJob(MAIL_SYNC) },
};
