// What the Functions Framework loads: all six, of which `--target` names the one to serve.
import './authorization-url.ts';
import './label-probe.ts';
import './oauth-callback.ts';
import './salesforce-webhook.ts';
import './setup-page.ts';
import './token-refresh.ts';
