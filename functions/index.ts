// The Functions Framework loads this file on one machine. It registers all functions; `--target`
// selects the one to serve.
import { http } from '@google-cloud/functions-framework';
import { createHandler } from '../shared/runtime/handler.ts';
import { authorizationUrl } from './authorization-url.ts';
import { gmailPush } from './gmail-push.ts';
import { labelProbe } from './label-probe.ts';
import { mailSync } from './mail-sync.ts';
import { oauthCallback } from './oauth-callback.ts';
import { salesforceWebhook } from './salesforce-webhook.ts';
import { setupPage } from './setup-page.ts';
import { tokenRefresh } from './token-refresh.ts';

const ALL = [
  authorizationUrl,
  gmailPush,
  labelProbe,
  mailSync,
  oauthCallback,
  salesforceWebhook,
  setupPage,
  tokenRefresh,
];

for (const edge of ALL) http(edge.name, createHandler(edge));
