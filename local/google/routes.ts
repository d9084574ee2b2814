import { readerOf } from '../reader.ts';
import { seedDirectoryOver } from './directory/seed-endpoint.ts';
import {
  actOnAccount,
  clearFaults,
  listFaults,
  switchOffFault,
  switchOnFault,
} from './faults/api.ts';
import { countsAnswer } from './faults/counts-endpoint.ts';
import { switchesPage } from './faults/page.ts';
import { submitSwitches } from './faults/submit-switches.ts';
import { gmail } from './gmail/methods.ts';
import type { Google } from './google.ts';
import { type Outcome, redirect } from './http/answer.ts';
import type { Exchange } from './http/exchange.ts';
import { labelMail, listMail, putMail, removeMail } from './mail/api.ts';
import { mailboxesPage, showMailbox } from './mail/mailboxes-page.ts';
import { showMessage } from './mail/message-page.ts';
import { submitMail, submitMessage } from './mail/submit-mail.ts';
import { authorize, resume } from './oauth/authorization-endpoint.ts';
import {
  discovery,
  jsonWebKeySet,
  pemCertificates,
  serviceAccountCertificates,
} from './oauth/certificates.ts';
import { decideConsent, showConsent } from './oauth/consent-endpoint.ts';
import { revoke } from './oauth/revocation-endpoint.ts';
import { seed } from './oauth/seed-endpoint.ts';
import { chooseAccount, showChooser } from './oauth/sign-in.ts';
import { token } from './oauth/token-endpoint.ts';
import { tokenInfo } from './oauth/tokeninfo-endpoint.ts';
import { userInfo } from './oauth/userinfo-endpoint.ts';
import { stylesheet } from './pages/layout.ts';
import { sendSecurityEvent } from './risc/send-endpoint.ts';
import {
  readStream,
  riscConfiguration,
  updateStatus,
  updateStream,
  verifyStream,
} from './risc/stream-endpoints.ts';

import {
  actOnKey,
  actOnServiceAccount,
  createServiceAccount,
  giveAccessToken,
  listDelegations,
  listServiceAccounts,
  putDelegation,
  removeDelegation,
  removeTokenCreator,
} from './service-accounts/api.ts';
import { delegationPage } from './service-accounts/delegation-page.ts';
import { serviceAccountsPage } from './service-accounts/page.ts';
import { signJwtFor } from './service-accounts/sign-jwt.ts';
import { submitDelegation } from './service-accounts/submit-delegation.ts';
import { submitServiceAccounts } from './service-accounts/submit-page.ts';

export type Route = {
  method: string;
  path: RegExp;
  answer: (google: Google, exchange: Exchange) => Outcome | Promise<Outcome>;
};

const on = (method: string, path: RegExp, answer: Route['answer']): Route => ({
  method,
  path,
  answer,
});

/** Every endpoint below the base path: Google's own paths, and the emulator's switches. */
export const ROUTES: readonly Route[] = [
  on('GET', /^\/o\/oauth2\/v2\/auth$/, authorize),
  on('GET', /^\/o\/oauth2\/v2\/auth\/[^/]+$/, resume),
  on('GET', /^\/signin\/oauth\/[^/]+$/, showChooser),
  on('POST', /^\/signin\/oauth\/[^/]+$/, chooseAccount),
  on('GET', /^\/signin\/oauth\/[^/]+\/consent$/, showConsent),
  on('POST', /^\/signin\/oauth\/[^/]+\/consent$/, decideConsent),
  on('POST', /^\/token$/, token),
  on('POST', /^\/revoke$/, revoke),
  on('GET', /^\/tokeninfo$/, tokenInfo),
  on('POST', /^\/tokeninfo$/, tokenInfo),
  on('GET', /^\/oauth2\/v1\/certs$/, pemCertificates),
  on('GET', /^\/oauth2\/v3\/certs$/, jsonWebKeySet),
  on('GET', /^\/(robot|service_accounts)\/v1\/metadata\/x509\/[^/]+$/, serviceAccountCertificates),
  on('GET', /^\/\.well-known\/openid-configuration$/, discovery),
  on('GET', /^\/v1\/userinfo$/, userInfo),
  on('POST', /^\/v1\/projects\/-\/serviceAccounts\/[^/]+:signJwt$/, signJwtFor),
  on('POST', /^\/upload\/gmail\/v1\/users\/[^/]+\/messages\/send$/, gmail),
  on('PUT', /^\/gmail\/v1\/users\/[^/]+\/settings\/imap$/, gmail),
  on('GET', /^\/gmail\/v1\/users\/[^/]+\/.+$/, gmail),
  on('POST', /^\/gmail\/v1\/users\/[^/]+\/.+$/, gmail),
  on('DELETE', /^\/gmail\/v1\/users\/[^/]+\/.+$/, gmail),
  on('GET', /^\/\.well-known\/risc-configuration$/, riscConfiguration),
  on('GET', /^\/v1beta\/stream$/, readStream),
  on('POST', /^\/v1beta\/stream:update$/, updateStream),
  on('POST', /^\/v1beta\/stream:verify$/, verifyStream),
  on('POST', /^\/v1beta\/stream\/status:update$/, updateStatus),
  on('GET', /^\/$/, (google) => redirect(`${google.basePath}/emulator`)),
  on('GET', /^\/emulator$/, (google, { query, request }) =>
    switchesPage(google, readerOf(request), {
      find: query.get('find') ?? '',
      account: query.get('account') ?? '*',
    }),
  ),
  on('POST', /^\/emulator$/, submitSwitches),
  on('GET', /^\/emulator\/console\/service-accounts$/, (google, { request }) =>
    serviceAccountsPage(google, readerOf(request)),
  ),
  on('POST', /^\/emulator\/console\/service-accounts$/, submitServiceAccounts),
  on('GET', /^\/emulator\/admin\/delegation$/, (google, { request }) =>
    delegationPage(google, readerOf(request)),
  ),
  on('POST', /^\/emulator\/admin\/delegation$/, submitDelegation),
  on('GET', /^\/emulator\/mail$/, (google, { request }) =>
    mailboxesPage(google, readerOf(request)),
  ),
  on('POST', /^\/emulator\/mail$/, submitMail),
  on('GET', /^\/emulator\/mail\/[^/]+$/, showMailbox),
  on('POST', /^\/emulator\/mail\/[^/]+$/, submitMail),
  on('GET', /^\/emulator\/mail\/[^/]+\/[^/]+$/, showMessage),
  on('POST', /^\/emulator\/mail\/[^/]+\/[^/]+$/, submitMessage),
  on('GET', /^\/emulator\.css$/, stylesheet),
  on('GET', /^\/emulator\/counts$/, countsAnswer),
  on('GET', /^\/emulator\/faults$/, listFaults),
  on('DELETE', /^\/emulator\/faults$/, clearFaults),
  on('PUT', /^\/emulator\/faults\/[^/]+$/, switchOnFault),
  on('DELETE', /^\/emulator\/faults\/[^/]+$/, switchOffFault),
  on('POST', /^\/emulator\/security-events$/, sendSecurityEvent),
  on('POST', /^\/emulator\/accounts$/, seed),
  on('POST', /^\/emulator\/directory$/, seedDirectoryOver),
  on('GET', /^\/emulator\/mailboxes\/[^/]+\/messages$/, listMail),
  on('POST', /^\/emulator\/mailboxes\/[^/]+\/messages$/, putMail),
  on('POST', /^\/emulator\/mailboxes\/[^/]+\/messages\/[^/]+\/labels$/, labelMail),
  on('DELETE', /^\/emulator\/mailboxes\/[^/]+\/messages\/[^/]+$/, removeMail),
  on('GET', /^\/emulator\/service-accounts$/, listServiceAccounts),
  on('POST', /^\/emulator\/service-accounts$/, createServiceAccount),
  on('POST', /^\/emulator\/service-accounts\/[^/]+\/access-token$/, giveAccessToken),
  on('POST', /^\/emulator\/service-accounts\/[^/]+\/[a-z]+$/, actOnServiceAccount),
  on('POST', /^\/emulator\/service-accounts\/[^/]+\/keys\/[^/]+\/[a-z]+$/, actOnKey),
  on('DELETE', /^\/emulator\/service-accounts\/[^/]+\/token-creators\/[^/]+$/, removeTokenCreator),
  on('GET', /^\/emulator\/delegations$/, listDelegations),
  on('PUT', /^\/emulator\/delegations\/[^/]+\/[^/]+$/, putDelegation),
  on('DELETE', /^\/emulator\/delegations\/[^/]+\/[^/]+$/, removeDelegation),
  on('POST', /^\/emulator\/accounts\/[^/]+\/[^/]+$/, actOnAccount),
];
