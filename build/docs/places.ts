import { ACCOUNT } from '../../shared/diagnosis/catalogue/account.ts';
import { ATTEMPT } from '../../shared/diagnosis/catalogue/attempt.ts';
import { BOUNCES } from '../../shared/diagnosis/catalogue/bounces.ts';
import { CALLERS } from '../../shared/diagnosis/catalogue/callers.ts';
import { CALLOUTS } from '../../shared/diagnosis/catalogue/callouts.ts';
import { CLOUD } from '../../shared/diagnosis/catalogue/cloud.ts';
import { CONSENT_APP } from '../../shared/diagnosis/catalogue/consent-app.ts';
import { CONSENT_POLICY } from '../../shared/diagnosis/catalogue/consent-policy.ts';
import { DELEGATION } from '../../shared/diagnosis/catalogue/delegation.ts';
import { FLEET } from '../../shared/diagnosis/catalogue/fleet.ts';
import { GMAIL } from '../../shared/diagnosis/catalogue/gmail.ts';
import { KEYS } from '../../shared/diagnosis/catalogue/keys.ts';
import { MAIL } from '../../shared/diagnosis/catalogue/mail.ts';
import { NETWORK } from '../../shared/diagnosis/catalogue/network.ts';
import { ORG_APP } from '../../shared/diagnosis/catalogue/org-app.ts';
import { ORG_LOGIN } from '../../shared/diagnosis/catalogue/org-login.ts';
import { ORG_RECORDS, ORG_STATE } from '../../shared/diagnosis/catalogue/org-records.ts';
import { ORG_REFUSALS } from '../../shared/diagnosis/catalogue/org-refusals.ts';
import { OUR_SIDE } from '../../shared/diagnosis/catalogue/our-side.ts';
import { REQUESTS } from '../../shared/diagnosis/catalogue/requests.ts';
import { SENDING } from '../../shared/diagnosis/catalogue/sending.ts';
import { TOKEN_ENDPOINT } from '../../shared/diagnosis/catalogue/token-endpoint.ts';
import { type Cause, isCause } from '../../shared/diagnosis/diagnosis.ts';
import { both, type Wording } from '../../shared/diagnosis/entry.ts';

/** Where a failure is seen, and the causes that are explained there. */
export type Place = { readonly name: Wording; readonly causes: readonly Cause[] };

const causesOf = (...groups: readonly object[]): readonly Cause[] =>
  groups.flatMap((group) => Object.keys(group)).filter(isCause);

const isOfImap = (cause: Cause): boolean => cause.startsWith('imap_');
const isOfPush = (cause: Cause): boolean => /^(watch|push|pubsub)_/.test(cause);
const not =
  (isOfKind: (cause: Cause) => boolean) =>
  (cause: Cause): boolean =>
    !isOfKind(cause);

/** Every place, in the order in which a mailbox comes there. */
export const PLACES: readonly Place[] = [
  {
    name: both('At Google’s consent screen', 'Google の同意画面'),
    causes: causesOf(CONSENT_POLICY, CONSENT_APP, ACCOUNT),
  },
  {
    name: both('On the way back, and with a link', 'Google から戻ったとき、リンクを開いたとき'),
    causes: causesOf(ATTEMPT),
  },
  {
    name: both(
      'At the token endpoint, by an owner’s consent',
      'トークンエンドポイント(所有者の許可)',
    ),
    causes: causesOf(TOKEN_ENDPOINT, FLEET),
  },
  {
    name: both(
      'At the token endpoint, by a service account',
      'トークンエンドポイント(サービス アカウント)',
    ),
    causes: causesOf(DELEGATION).filter(not(isOfImap)),
  },
  {
    name: both('A service account’s key', 'サービス アカウントの鍵'),
    causes: causesOf(KEYS),
  },
  {
    name: both('At the Gmail API', 'Gmail API'),
    causes: causesOf(GMAIL, REQUESTS).filter(not(isOfImap)).filter(not(isOfPush)),
  },
  {
    name: both('At Gmail’s push', 'Gmail のプッシュ通知'),
    causes: causesOf(MAIL, REQUESTS).filter(isOfPush),
  },
  { name: both('At IMAP', 'IMAP'), causes: causesOf(GMAIL, DELEGATION, REQUESTS).filter(isOfImap) },
  {
    name: both('In the network, the proxy and TLS', 'ネットワーク、プロキシ、TLS'),
    causes: causesOf(NETWORK),
  },
  {
    name: both('At Salesforce’s login', 'Salesforce へのログイン'),
    causes: causesOf(ORG_LOGIN, ORG_APP),
  },
  {
    name: both('At Salesforce’s API and records', 'Salesforce の API とレコード'),
    causes: causesOf(ORG_STATE, ORG_RECORDS, ORG_REFUSALS),
  },
  {
    name: both('A mail on its way to a case', 'ケースに登録されるメール'),
    causes: causesOf(MAIL).filter(not(isOfPush)),
  },
  { name: both('A mail that is sent', 'メールの送信'), causes: causesOf(SENDING) },
  {
    name: both('A call of Salesforce’s', 'Salesforce からの呼び出し'),
    causes: causesOf(CALLERS),
  },
  {
    name: both(
      'A call that does not leave Salesforce, or does not arrive',
      'Salesforce から届かない呼び出し',
    ),
    causes: causesOf(CALLOUTS),
  },
  {
    name: both('A mail that another server returned', '別のサーバーから返されたメール'),
    causes: causesOf(BOUNCES),
  },
  {
    name: both('In the connector itself', 'コネクタ自体'),
    causes: causesOf(OUR_SIDE),
  },
  { name: both('In Google Cloud', 'Google Cloud 上の環境'), causes: causesOf(CLOUD) },
];
