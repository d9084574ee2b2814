import type { Edge } from '../shared/http/edge.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  askDisconnect,
  chooseLanguage,
  disconnectMailbox,
  makeLink,
  pageRefusal,
  probeOnRequest,
  serveAsset,
  showConnect,
  showDiagnosis,
  showMailboxes,
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
    'POST /links': makeLink,
    'POST /connections/:id/probe': probeOnRequest,
    'GET /connections/:id/disconnect': askDisconnect,
    'POST /connections/:id/disconnect': disconnectMailbox,
    'GET /diagnosis': showDiagnosis,
    'GET /assets/:name': serveAsset,
  },
};
