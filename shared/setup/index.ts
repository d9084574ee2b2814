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
export { bringEarlierMail, stopEarlierMail } from './backfill.ts';
export {
  addCaller,
  changeCaller,
  endCallerSecret,
  newCallerSecret,
  removeCaller,
  showCaller,
  showCallers,
} from './callers.ts';
export { checkServiceAccount } from './checking.ts';
export { checkEverything, confirmBackup, showChecklist } from './checklist.ts';
export { connectMailbox, showConnect, showConnectForm } from './connecting.ts';
export { correctFiledMail, showCorrection } from './correction.ts';
export { addDelegation, showDelegations, showNewDelegation } from './delegations.ts';
export {
  disconnectMailbox,
  forgetMailbox,
  setupRefusal,
  showDisconnect,
} from './disconnecting.ts';
export { exportHistory, exportMailboxes } from './exports.ts';
export { showEvents } from './history.ts';
export { makeLink, showLinks, withdrawLink } from './links.ts';
export { saveMailSettings, showMailSettings, turnMailOff } from './mail-settings.ts';
export { showMailToday } from './mail-today.ts';
export { showLiveList, showMailboxes } from './mailboxes.ts';
export { decideHeld, decideMail, showHeld, showMessages } from './messages.ts';
export { nameFallback, useDelegation } from './methods.ts';
export {
  addDelegationKey,
  changeDelegation,
  removeDelegation,
  removeDelegationKey,
  showDelegation,
} from './one-delegation.ts';
export {
  enableImapOnRequest,
  probeOnRequest,
  refreshNow,
  showActions,
  showMailbox,
} from './one-mailbox.ts';
export { changeOrg, checkOrg, removeOrg, showOrg } from './one-org.ts';
export { addOrg, showNewOrg, showOrgs } from './orgs.ts';
export { makeOwnersLinks, showOwnersLinks } from './owners-links.ts';
export { previewUpload, showPreview } from './preview.ts';
export { rehearseSettings } from './rehearsal.ts';
export { chooseLanguage, signIn, signOut } from './sign-in.ts';
export { showStatement } from './statement.ts';
export { findMail, showWhere } from './where.ts';
export { explainFailure, serveAsset, showDiagnosis } from './without-session.ts';
