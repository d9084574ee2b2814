import { formToken, type Person, type Seen } from './person.ts';

/** A service account of the emulated Google. */
export type EmulatedAccount = {
  readonly email: string;
  readonly clientId: string;
  /** Google's JSON key file. */
  readonly keyFile: string;
  readonly keyIds: readonly string[];
};

const SERVICE_ACCOUNT = 'connector@my-project.iam.gserviceaccount.com';

/** Creates the service account, or adds a key or a delegation to it, as an administrator would at Google. */
export async function makeServiceAccount(
  googleUrl: string,
  about: object = {},
): Promise<EmulatedAccount> {
  const body = JSON.stringify({ email: SERVICE_ACCOUNT, makeKey: true, ...about });
  const response = await fetch(`${googleUrl}/emulator/service-accounts`, { method: 'POST', body });
  if (!response.ok) throw new Error(`service account: ${response.status}`);
  const made = (await response.json()) as EmulatedAccount & { readonly keyFile: unknown };
  const { keyFile } = made;
  return { ...made, keyFile: typeof keyFile === 'string' ? keyFile : JSON.stringify(keyFile) };
}

/** Sends a form as a browser does that has files to send. */
export async function upload(
  admin: Person,
  path: string,
  fields: Readonly<Record<string, string | Blob>>,
): Promise<Seen> {
  const body = new FormData();
  const all = { form_token: await formToken(admin), ...fields };
  for (const [name, value] of Object.entries(all)) body.set(name, value);
  return admin.send(path, { method: 'POST', body });
}

/** Adds the service account on the setup page with its JSON key file. Returns the delegation's id. */
export async function addServiceAccount(
  admin: Person,
  { keyFile }: EmulatedAccount,
  about: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { location } = await upload(admin, '/setup-page/service-accounts', {
    signing: 'key',
    key_file: new Blob([keyFile], { type: 'application/json' }),
    domains: 'example.com',
    profile: 'probe',
    ...about,
  });
  return /service-accounts\/([\w-]+)\?/.exec(location)?.[1] ?? '';
}

/** The scopes of the profile `probe`, as the Admin console lists them. */
export const PROBE_SCOPES = ['openid', 'email', 'https://www.googleapis.com/auth/gmail.labels'];

/** Creates or changes users, groups and aliases of the emulated Workspaces. */
export async function direct(googleUrl: string, directory: object): Promise<void> {
  const body = JSON.stringify(directory);
  const response = await fetch(`${googleUrl}/emulator/directory`, { method: 'POST', body });
  if (!response.ok) throw new Error(`directory: ${response.status}`);
}

/** The addresses of a pattern with `{n}`, from 1. */
export const numbered = (pattern: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => pattern.replace('{n}', String(place + 1)));
