import type { Config } from '../shared/config.ts';

/** What a newcomer reads first: where to go, and who to sign in as. */
export function welcome({ baseUrl, googleEmulatorUrl, setupAdmins, ...config }: Config): string {
  const emulated = googleEmulatorUrl !== null;
  const who = setupAdmins.join(', ');
  const google = emulated
    ? 'emulated: no real account is touched, nothing leaves this machine'
    : `real, client ${config.oauthClient.clientId}`;
  const lines = [
    'Gmail ↔ Salesforce connector',
    '',
    `  Open           ${baseUrl}/setup-page`,
    `  Sign in as     ${who}`,
    `  Google         ${google}`,
    ...(emulated ? [`  Make it fail   ${googleEmulatorUrl}/emulator`] : []),
    ...(emulated ? [] : [`  Redirect URI   ${config.oauthClient.redirectUri}`]),
    `  State          ${whereStateLives(config)}`,
    '',
    'Stop with Ctrl-C; start again and every mailbox is still connected.',
  ];
  return `\n${lines.join('\n')}\n\n`;
}

function whereStateLives({
  state,
  dataDirectory,
}: Pick<Config, 'state' | 'dataDirectory'>): string {
  if (state.kind === 'local') return dataDirectory;
  const { projectId, databaseId, firestoreEmulator } = state;
  const emulated = firestoreEmulator ? `, emulated at ${firestoreEmulator}` : '';
  return `Firestore ${databaseId} in project ${projectId}${emulated}`;
}
