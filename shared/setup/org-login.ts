import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { LoginForm, LoginRefusal, MadeKey } from '../pages/index.ts';
import { LOGIN_CHOICES } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { makeOrgKey, type OrgChange, readOrgKey } from '../salesforce/api/index.ts';
import { seal } from '../sealing/index.ts';
import { openSealedCookie } from '../sessions/index.ts';
import { fileOf, textOf } from './key-form.ts';

/** Long enough for somebody else to upload the certificate in Salesforce. */
const MADE_KEY_MS = 24 * 60 * 60 * 1000;

const moment = z.iso.datetime().transform((text) => new Date(text));

const madeKeySchema = z.object({
  expiresAt: moment,
  privateKey: z.string(),
  certificate: z.object({ pem: z.string(), fingerprint: z.string(), expiresAt: moment }),
});

type OpenedKey = z.infer<typeof madeKeySchema>;

/** A key is for the administrator for whom it was made: nobody else's form can bring it. */
const contextOf = (admin: string): string => `org_key ${admin}`;

/**
 * Makes a key and its certificate for a form. The key travels in the form, sealed: nothing is stored for an
 * organization that is never connected.
 */
export async function makeKeyFor({ keyring, clock }: Runtime, admin: string): Promise<MadeKey> {
  const { privateKey, certificate } = await makeOrgKey(clock.now());
  const expiresAt = new Date(clock.now().getTime() + MADE_KEY_MS);
  const text = JSON.stringify({ expiresAt, privateKey, certificate });
  return { certificate, sealed: await seal(keyring, contextOf(admin), text) };
}

/** What a form says of the login, and the key that it brought; null when it brought none, or one that has expired. */
export type ReadLogin = { readonly form: LoginForm; readonly key: OpenedKey | null };

/** Reads a form to show it again. A consumer secret is not a part of it. */
export async function readLogin(
  { keyring, clock }: Runtime,
  form: FormData,
  admin: string,
): Promise<ReadLogin> {
  const sealed = textOf(form, 'made_key');
  const about = { context: contextOf(admin), schema: madeKeySchema };
  const opened = await openSealedCookie(keyring, about, sealed);
  const key = opened && opened.expiresAt > clock.now() ? opened : null;
  return {
    key,
    form: {
      choice: LOGIN_CHOICES.find((each) => each === textOf(form, 'choice')) ?? 'secret',
      clientId: shown(form, 'client_id'),
      username: shown(form, 'username'),
      made: key && { certificate: key.certificate, sealed },
    },
  };
}

const LONGEST_FIELD = 512;

/** A secret that was pasted into a wrong field is not repeated on a page, if it looks like one. */
function shown(form: FormData, name: string): string {
  const text = textOf(form, name);
  return text.length > LONGEST_FIELD || text.includes('PRIVATE KEY') ? '' : text;
}

/**
 * The login that a form asks for, or why it cannot be asked for.
 *
 * @throws AppError what `readOrgKey` throws, `org_secret_missing`
 */
export async function loginIn(
  form: FormData,
  { form: { choice, clientId, username }, key }: ReadLogin,
): Promise<OrgChange | Extract<LoginRefusal, string>> {
  if (choice === 'secret') {
    const secret = { kind: 'client_secret', clientSecret: textOf(form, 'client_secret') } as const;
    return { clientId, username: null, secret, certificate: null };
  }
  if (choice === 'made' && !key) {
    return textOf(form, 'made_key') === '' ? 'certificate_missing' : 'certificate_lost';
  }
  const { privateKey, certificate } = key && choice === 'made' ? key : await ownKeyIn(form);
  return { clientId, username, secret: { kind: 'private_key', privateKey }, certificate };
}

async function ownKeyIn(form: FormData): Promise<ReturnType<typeof readOrgKey>> {
  const file = await fileOf(form, 'key_file');
  if (!file) throw new AppError('key_missing');
  return readOrgKey(file.toString('utf8'));
}
