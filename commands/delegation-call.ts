import { parseArgs } from 'node:util';
import {
  delegatedScopesOf,
  isAddress,
  isScopeProfile,
  isServiceAccountAddress,
  PROFILES,
} from '../shared/tokens/index.ts';

/** A call that is wrong, in a sentence for the person who typed it. It repeats no value, which may be a secret. */
export class WrongCall extends Error {}

/** What the command is asked to check. */
export type CheckCall = {
  /** Null: without a key, Google signs. */
  readonly keyFile: string | null;
  readonly passwordFile: string | null;
  readonly certificateSubject: string | null;
  /** Null: the key file says it. */
  readonly serviceAccount: string | null;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly offline: boolean;
  readonly imapLogin: boolean;
  readonly json: boolean;
  readonly env?: string | undefined;
};

const OPTIONS = {
  key: { type: 'string' },
  'password-file': { type: 'string' },
  'certificate-subject': { type: 'string' },
  'service-account': { type: 'string' },
  keyless: { type: 'string' },
  subject: { type: 'string' },
  scopes: { type: 'string' },
  profile: { type: 'string' },
  offline: { type: 'boolean', default: false },
  'imap-login': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  env: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Parses the arguments; null when help is asked for.
 *
 * @throws WrongCall
 */
export function parseCall(args: readonly string[]): CheckCall | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  if (positionals.length !== 1 || positionals[0] !== 'check') {
    throw new WrongCall('The only verb is “check”, and everything else is given by options.');
  }
  const { key, keyless, offline, json, env } = values;
  if ((key === undefined) === (keyless === undefined)) {
    throw new WrongCall('Give either --key FILE or --keyless SERVICE_ACCOUNT.');
  }
  if (keyless !== undefined) refuseKeyOptions(values);
  return {
    keyFile: key ?? null,
    passwordFile: values['password-file'] ?? null,
    certificateSubject: values['certificate-subject'] ?? null,
    serviceAccount: serviceAccountIn(values),
    subject: subjectIn(values),
    scopes: scopesIn(values),
    offline,
    imapLogin: values['imap-login'],
    json,
    env,
  };
}

type Values = ReturnType<typeof parsed>['values'];

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (thrown) {
    // Node's message names the option first; a value that follows may be a password.
    const [name = 'an option'] = /--[a-z-]+/.exec(String(thrown)) ?? [];
    throw new WrongCall(
      name.startsWith('--pass') && name !== '--password-file'
        ? 'A password is no argument, since everybody on this machine could see it: use --password-file FILE.'
        : `Not understood: ${name}. It is unknown, or its value is missing or begins with a hyphen.`,
    );
  }
}

/** Options that say something of a key make no sense without one. */
function refuseKeyOptions(values: Values): void {
  for (const name of ['password-file', 'certificate-subject', 'service-account'] as const) {
    if (values[name] !== undefined) throw new WrongCall(`--${name} does not go with --keyless.`);
  }
  if (values.offline) {
    throw new WrongCall('--offline checks a key alone, so that it does not go with --keyless.');
  }
}

function serviceAccountIn({ keyless, 'service-account': named }: Values): string | null {
  const account = keyless ?? named ?? null;
  if (account !== null && !isServiceAccountAddress(account)) {
    const option = keyless === undefined ? '--service-account' : '--keyless';
    throw new WrongCall(
      `${option} must be a service account’s e-mail address, which ends in .gserviceaccount.com.`,
    );
  }
  return account;
}

function subjectIn({ subject, offline }: Values): string {
  if (subject === undefined && offline) return '';
  if (subject === undefined || !isAddress(subject)) {
    throw new WrongCall('--subject must be the address of a mailbox, such as support@example.com.');
  }
  return subject;
}

function scopesIn({ scopes, profile }: Values): readonly string[] {
  if (scopes !== undefined && profile !== undefined) {
    throw new WrongCall('Give --scopes or --profile, not both.');
  }
  if (scopes !== undefined) {
    const list = [...new Set(scopes.split(/[\s,]+/).filter(Boolean))];
    if (list.length === 0) throw new WrongCall('--scopes must name at least one scope.');
    return list;
  }
  const name = profile ?? 'probe';
  if (isScopeProfile(name)) return delegatedScopesOf(name);
  throw new WrongCall(`--profile must be one of: ${PROFILES.join(', ')}.`);
}
