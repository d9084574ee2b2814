export { returnCookie, urlAfterSignIn } from '../web/after-sign-in.ts';
export { bindBrowser } from '../web/browser.ts';
export { checkOf, withFlash } from '../web/flash.ts';
export { frameOf } from '../web/frame.ts';
export { pageRefusal } from '../web/page-refusal.ts';
export { refusePrefetch } from '../web/prefetch.ts';
export { readPurpose } from '../web/purpose.ts';
export { recordRefusedSignIn, recordSignIn } from '../web/record-sign-in.ts';
export { connectFormPath, linkUrl } from '../web/return-path.ts';
export { readOwnForm, requireSession, sessionOf } from '../web/session-guard.ts';
export { keepTrips, readTrips } from '../web/sign-in-trips.ts';
export { addMailboxes, showAddMailboxes } from './adding-mailboxes.ts';
export { continueAdding, retryAdding, showAddition } from './additions.ts';
export { checkServiceAccount } from './checking.ts';
export { connectMailbox, showConnect, showConnectForm } from './connecting.ts';
export { addDelegation, showDelegations, showNewDelegation } from './delegations.ts';
export {
  disconnectMailbox,
  forgetMailbox,
  setupRefusal,
  showDisconnect,
} from './disconnecting.ts';
export { makeLink, showLinks, withdrawLink } from './links.ts';
export { showEvents, showMailboxes, showRuns } from './mailboxes.ts';
export { nameFallback, useDelegation } from './methods.ts';
export {
  addDelegationKey,
  changeDelegation,
  removeDelegation,
  removeDelegationKey,
  showDelegation,
} from './one-delegation.ts';
export { enableImapOnRequest, probeOnRequest, refreshNow, showMailbox } from './one-mailbox.ts';
export { chooseLanguage, signIn, signOut } from './sign-in.ts';
export { serveAsset, showDiagnosis } from './without-session.ts';
