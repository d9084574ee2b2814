import type { Config } from '../shared/config/index.ts';

/** The text at the start: which page to open, and whom to sign in as. */
export function welcome({ baseUrl, googleEmulatorUrl, setupAdmins, ...config }: Config): string {
  const emulated = googleEmulatorUrl !== null;
  const admins = setupAdmins.join(', ');
  const google = emulated
    ? 'emulated: no real account is touched, nothing leaves this machine'
    : `real, client ${config.oauthClient.clientId}`;
  const lines = [
    'Gmail ↔ Salesforce connector',
    '',
    `  Open           ${baseUrl}/setup-page`,
    `  Sign in as     ${admins}`,
    `  Google         ${google}`,
    ...(emulated ? [`  Make it fail   ${googleEmulatorUrl}/emulator`] : []),
    ...(emulated ? [`  Send mail      ${googleEmulatorUrl}/emulator/mail`] : []),
    `  Salesforce     ${salesforceOf(config, baseUrl)}`,
    ...(emulated ? [] : [`  Redirect URI   ${config.oauthClient.redirectUri}`]),
    `  State          ${stateOf(config)}`,
    `  Webhook        ${webhookOf(config)}`,
    // Without its query, which may contain a key of the receiver.
    `  Notifies       ${config.notify ? withoutQuery(config.notify.url) : 'nobody: set NOTIFY_URL and NOTIFY_SECRETS'}`,
    '',
    'Stop with Ctrl-C; start again and every mailbox is still connected.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

const salesforceOf = (
  {
    salesforceEmulatorUrl: url,
    salesforceOrg,
  }: Pick<Config, 'salesforceEmulatorUrl' | 'salesforceOrg'>,
  baseUrl: string,
): string =>
  url === null
    ? (salesforceOrg?.myDomain ?? `real: connect an organization on ${baseUrl}/setup-page`)
    : `emulated: ${url}`;

const webhookOf = ({
  salesforceWebhookSecrets: secrets,
}: Pick<Config, 'salesforceWebhookSecrets'>) =>
  secrets.length > 0
    ? `on, for Salesforce (${secrets.length === 1 ? 'one secret' : 'two secrets'})`
    : 'for the callers of the setup page';

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function stateOf({ state, dataDirectory }: Pick<Config, 'state' | 'dataDirectory'>): string {
  if (state.kind === 'local') return dataDirectory;
  return `Firestore ${state.databaseId} of ${state.projectId}, grants in ${state.grantVaults.join(', ')}`;
}
