import { both, type Wording } from '../diagnosis/entry.ts';
import { type Cause, LINKS } from '../diagnosis/index.ts';
import { domainOf } from '../tokens/index.ts';
import { type Run, serviceAccountOf } from './run.ts';
import { consoleName } from './scopes.ts';

/** The row of the Admin console's page “Domain-wide delegation”, as it should be: values to copy. */
export type DelegationRow = {
  readonly page: string;
  /** Null: the key does not say it. */
  readonly clientId: string | null;
  /** The service account whose client ID it is. */
  readonly serviceAccount: string;
  /** Separated by commas, as the page takes them. */
  readonly scopes: string;
};

/** The causes that end when the row is as it should be. */
const OF_ROW: ReadonlySet<Cause> = new Set<Cause>([
  'delegation_not_authorized',
  'delegation_scopes_missing',
]);

/** The row that ends a failure; null when the failure has nothing to do with it. */
export function rowFor(cause: Cause, run: Run): DelegationRow | null {
  if (!OF_ROW.has(cause)) return null;
  return {
    page: LINKS.delegation.href,
    clientId: run.key?.clientId ?? null,
    serviceAccount: serviceAccountOf(run),
    scopes: run.request.scopes.map(consoleName).join(','),
  };
}

/** What Google's one answer `unauthorized_client` can mean, the likeliest first. */
export function whyUnauthorized(cause: Cause, { request }: Run): readonly Wording[] {
  if (cause !== 'delegation_not_authorized') return [];
  const domain = domainOf(request.subject);
  return [
    both(
      'The Admin console’s list of domain-wide delegations has no row for this service account.',
      '管理コンソールの「ドメイン全体の委任」に、このサービス アカウントの行がありません。',
    ),
    both(
      'The row has its e-mail address where the numeric client ID belongs.',
      '数値のクライアント ID ではなく、メールアドレスで登録されています。',
    ),
    // Each scope was asked for alone as well.
    both(
      'The row has none of the scopes that are listed below.',
      '下記のスコープが、行に 1 つも登録されていません。',
    ),
    both(
      `The row is in another organization’s Admin console, not in that of ${domain}.`,
      `${domain} とは別の組織の管理コンソールに登録されています。`,
    ),
    both(
      'The row was saved less than 24 hours ago, and Google does not use it yet.',
      '保存してから 24 時間が経っておらず、まだ反映されていません。',
    ),
  ];
}
