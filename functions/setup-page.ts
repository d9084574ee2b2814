import type { Edge } from '../shared/http/edge.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  chooseLanguage,
  connectMailbox,
  disconnectMailbox,
  makeLink,
  pageRefusal,
  probeOnRequest,
  refreshNow,
  serveAsset,
  showConnect,
  showDiagnosis,
  showDisconnect,
  showEvents,
  showMailbox,
  showMailboxes,
  showRuns,
  signIn,
  signOut,
} from '../shared/setup/index.ts';

export const setupPage: Edge<Runtime> = {
  name: 'setup-page',
  refuse: pageRefusal,
  routes: {
    'GET /': showMailboxes,
    'POST /sign-in': signIn,
    'POST /sign-out': signOut,
    'POST /language': chooseLanguage,
    'GET /connect': showConnect,
    'POST /connect': connectMailbox,
    'POST /links': makeLink,
    'GET /runs': showRuns,
    'GET /events': showEvents,
    'GET /connections/:id': showMailbox,
    'POST /connections/:id/probe': probeOnRequest,
    'POST /connections/:id/refresh': refreshNow,
    'GET /connections/:id/disconnect': showDisconnect,
    'POST /connections/:id/disconnect': disconnectMailbox,
    'GET /diagnosis': showDiagnosis,
    'GET /assets/:name': serveAsset,
  },
};
