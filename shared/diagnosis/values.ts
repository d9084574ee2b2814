import type { Language } from '../language.ts';
import {
  credentialOf,
  type Delegation,
  delegatedScopesOf,
  type ListedConnection,
  type Method,
  methodOf,
  PROFILES,
  type ScopeProfile,
} from '../tokens/index.ts';
import { both, type Link, type RegisteredValue, type Step, type Wording } from './entry.ts';

/** What is known of this installation, and of the mailbox that fails. */
export type Known = {
  /** The product's base URL, without a trailing slash. */
  readonly baseUrl?: string;
  /** The OAuth client's ID. */
  readonly clientId?: string | undefined;
  readonly mailbox?: KnownMailbox | undefined;
  /** The address of the Salesforce organization: example.my.salesforce.com. */
  readonly myDomain?: string | undefined;
};

export type KnownMailbox = {
  readonly method: Method;
  readonly profile: ScopeProfile;
  /** The numeric client ID of the service account that acts for it; null: nobody entered it. */
  readonly serviceAccountId?: string | null;
};

/** What is known of a mailbox. @param delegation the one by which it is connected, where it was read */
export function knownMailbox(
  connection: ListedConnection,
  delegation: Delegation | null = null,
): KnownMailbox {
  const { profile } = connection;
  const method = methodOf(credentialOf(connection));
  return { method, profile, serviceAccountId: delegation?.clientId ?? null };
}

/** A value with its name, ready to be shown. */
export type NamedValue = { readonly name: Wording; readonly value: string };

type Source = {
  readonly name: Wording;
  /** Where the reader finds it when it is not known here. */
  readonly elsewhere: Wording;
  readonly find: (known: Known) => string | null | undefined;
  /** What is shown when it is not known. */
  readonly otherwise?: NamedValue;
};

const onSetupPage = (en: string, ja: string): Wording =>
  both(`The setup page shows the ${en}.`, `${ja}は設定ページに表示されています。`);

const below = ({ baseUrl }: Known, path: string): string | null =>
  baseUrl === undefined ? null : `${baseUrl}${path}`;

const isDelegated = ({ mailbox }: Known): boolean => mailbox?.method === 'delegation';

const serviceAccountId = (known: Known): string | null =>
  (isDelegated(known) && known.mailbox?.serviceAccountId) || null;

/** Google's consoles name the scopes of a consent as those of a delegation, and take them with commas. */
const scopes = ({ mailbox }: Known): string | null =>
  mailbox ? delegatedScopesOf(mailbox.profile).join(',') : null;

const ALL_SCOPES = [...new Set(PROFILES.flatMap(delegatedScopesOf))].join(',');

const SOURCES: Readonly<Record<RegisteredValue, Source>> = {
  client_id: {
    name: both('OAuth client ID', 'OAuth クライアント ID'),
    elsewhere: onSetupPage('client ID', 'クライアント ID '),
    find: ({ clientId }) => clientId,
  },
  redirect_uri: {
    name: both('Redirect URI', 'リダイレクト URI'),
    elsewhere: onSetupPage('redirect URI', 'リダイレクト URI '),
    find: (known) => below(known, '/oauth-callback'),
  },
  scopes: {
    name: both('OAuth scopes (comma-delimited)', 'OAuth スコープ(カンマ区切り)'),
    elsewhere: onSetupPage('scopes', 'スコープ'),
    find: scopes,
    otherwise: {
      name: both(
        'Scopes of every kind of access (choose those of yours)',
        'すべての種類の権限のスコープ(必要なものを選択)',
      ),
      value: ALL_SCOPES,
    },
  },
  delegated_scopes: {
    name: both('OAuth scopes (comma-delimited)', 'OAuth スコープ(カンマ区切り)'),
    elsewhere: both(
      'The connector’s page of the service account has the list to copy.',
      '一覧は、コネクタのサービス アカウントのページでコピーできます。',
    ),
    find: (known) => (isDelegated(known) ? scopes(known) : null),
  },
  service_account_id: {
    name: both('Client ID', 'クライアント ID'),
    elsewhere: both(
      'The client ID stands in the service account’s details in the Google Cloud console.',
      'クライアント ID は、Google Cloud コンソールのサービス アカウントの詳細に表示されています。',
    ),
    find: serviceAccountId,
  },
  credential_id: {
    name: both('Client ID', 'クライアント ID'),
    elsewhere: onSetupPage('client ID', 'クライアント ID '),
    find: (known) => (isDelegated(known) ? serviceAccountId(known) : known.clientId),
  },
  webhook_url: {
    name: both('URL of the connector', 'コネクタの URL'),
    elsewhere: onSetupPage('URL', 'URL '),
    find: (known) => below(known, '/salesforce-webhook'),
  },
};

/** The name of a value, as the consoles call it. */
export const nameOfValue = (value: RegisteredValue): Wording => SOURCES[value].name;

/** A value with its name; null: it is not known here. */
export function namedValue(registered: RegisteredValue, known: Known): NamedValue | null {
  const { name, find, otherwise = null } = SOURCES[registered];
  const value = find(known);
  return value ? { name, value } : otherwise;
}

/** The value that a step asks for; null: it asks for none, or it is not known here. */
export const valueIn = ({ shows }: Step, known: Known): NamedValue | null =>
  shows === undefined ? null : namedValue(shows, known);

const joined = (language: Language, ...sentences: readonly string[]): string =>
  sentences.join(language === 'en' ? ' ' : '');

/**
 * The address of a page, as exact as is known: in the Salesforce organization itself, and in the OAuth client's own
 * project, whose number is the beginning of the client's ID.
 */
export function hrefIn(link: Link, { myDomain, clientId }: Known): string {
  const { href, setupPath, ofClientProject } = link;
  if (setupPath && myDomain) return `https://${myDomain}${setupPath}`;
  const project = /^(\d+)-/.exec(clientId ?? '')?.[1];
  return ofClientProject && project ? `${href}?project=${project}` : href;
}

/** The sentences of a step. Where its value is not known here, they say where to find it. */
export function sentencesOf(step: Step, language: Language, known: Known): string {
  const isMissing = step.shows !== undefined && valueIn(step, known) === null;
  return isMissing
    ? joined(language, step[language], SOURCES[step.shows].elsewhere[language])
    : step[language];
}

/** A step as text, with its value where it is known. */
export function stepText(step: Step, language: Language, known: Known = {}): string {
  const named = valueIn(step, known);
  const sentences = sentencesOf(step, language, known);
  return named ? joined(language, sentences, `${named.name[language]}: ${named.value}`) : sentences;
}
