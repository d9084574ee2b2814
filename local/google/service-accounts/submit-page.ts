import { readerOf } from '../../reader.ts';
import { RefusedInput, refusalIn } from '../../refused-input.ts';
import type { Google } from '../google.ts';
import { type Answer, json, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { changeAccount, changeKey } from './actions.ts';
import { makeKeyFile, uploadKey } from './keys.ts';
import { SERVICE_ACCOUNTS_PAGE, serviceAccountsPage } from './page.ts';
import { seedServiceAccount } from './seed.ts';

/** What a button does; an answer only if it is not the page again. */
type Effect = (google: Google, form: URLSearchParams) => Promise<Answer | undefined>;

const EFFECTS: Record<string, Effect> = {
  create: (google, form) => add(google, { email: field(form, 'email') }),
  'make-key': downloadKey,
  'upload-key': async (google, form) => {
    uploadKey(google, accountOf(google, form).email, field(form, 'publicKey'));
    return undefined;
  },
  'add-creator': (google, form) => {
    const { email } = accountOf(google, form);
    return add(google, { email, tokenCreators: [field(form, 'caller')] });
  },
  'remove-creator': async ({ serviceAccounts }, form) => {
    const role = { email: field(form, 'email'), caller: field(form, 'caller') };
    serviceAccounts.removeTokenCreator(role);
    return undefined;
  },
};

/** `POST /emulator/console/service-accounts`: performs the button that was pressed on the page. */
export async function submitServiceAccounts(
  google: Google,
  { form, request }: Exchange,
): Promise<Answer> {
  const action = field(form, 'do');
  try {
    const effect = Object.hasOwn(EFFECTS, action) ? EFFECTS[action] : change;
    const answer = await effect?.(google, form);
    return answer ?? redirect(google.basePath + SERVICE_ACCOUNTS_PAGE);
  } catch (thrown) {
    return serviceAccountsPage(google, readerOf(request), refusalIn(thrown));
  }
}

async function add(
  google: Google,
  seed: Parameters<typeof seedServiceAccount>[1],
): Promise<undefined> {
  await seedServiceAccount(google, seed);
}

/** Disables, enables or deletes an account, or with `-key` one of its keys. */
async function change(google: Google, form: URLSearchParams): Promise<undefined> {
  const [action = '', what] = field(form, 'do').split('-');
  const key = { email: field(form, 'email'), keyId: field(form, 'keyId') };
  const isDone =
    what === 'key' ? changeKey(google, key, action) : changeAccount(google, key.email, action);
  if (!isDone) {
    throw new RefusedInput(
      'There is no such service account, key or action',
      'そのサービス アカウント、鍵、または操作はありません',
    );
  }
}

/** The file's name is that of the Cloud console. */
async function downloadKey(google: Google, form: URLSearchParams): Promise<Answer> {
  const account = accountOf(google, form);
  const file = await makeKeyFile(google, account);
  const { headers, ...answer } = json(200, file);
  const name = `${account.projectId}-${file.private_key_id.slice(0, 12)}.json`;
  const download = { 'content-disposition': `attachment; filename="${name}"` };
  return { ...answer, headers: { ...headers, ...download } };
}

function accountOf({ serviceAccounts }: Google, form: URLSearchParams) {
  const account = serviceAccounts.byEmail(field(form, 'email'));
  if (!account)
    throw new RefusedInput(
      'There is no such service account',
      'そのサービス アカウントはありません',
    );
  return account;
}

function field(form: URLSearchParams, name: string): string {
  return form.get(name)?.trim() ?? '';
}
