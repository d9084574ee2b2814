import type { Edge } from '../shared/http/edge.ts';
import { jsonRefusal } from '../shared/http/index.ts';
import { takePush } from '../shared/jobs/gmail-push.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

export const gmailPush: Edge<Runtime> = {
  name: 'gmail-push',
  refuse: jsonRefusal,
  routes: { 'POST /': takePush },
};
