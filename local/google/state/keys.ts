import { createPrivateKey, generateKeyPair, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type SigningKey, signingKey } from '../oauth/signing-key.ts';

export type Keys = { signing: SigningKey; cookie: string };

/** Reads the signing key and the cookie key from the database; creates them the first time. */
export async function openKeys(database: DatabaseSync): Promise<Keys> {
  const select = database.prepare('SELECT value FROM keys WHERE name = ?');
  // Two processes may start on one file: the first write wins, and both read it.
  const insert = database.prepare('INSERT OR IGNORE INTO keys VALUES (?, ?)');

  if (!select.get('signing')) insert.run('signing', await generateSigningKey());
  insert.run('cookie', randomBytes(32).toString('base64url'));
  return {
    signing: signingKey(createPrivateKey(String(select.get('signing')?.['value']))),
    cookie: String(select.get('cookie')?.['value']),
  };
}

async function generateSigningKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
