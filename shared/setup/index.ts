export { bindBrowser } from './browser.ts';
export { connectWith, makeLink, showConnect } from './connecting.ts';
export { showEvents } from './events.ts';
export { frameOf } from './frame.ts';
export { requireSession } from './guard.ts';
export { linkUrl } from './link-url.ts';
export { showMailboxes, showRuns } from './mailboxes.ts';
export { toNotice } from './notice.ts';
export {
  askDisconnect,
  disconnectMailbox,
  probeOnRequest,
  refreshNow,
  showMailbox,
} from './one-mailbox.ts';
export { serveAsset, showDiagnosis } from './open-to-all.ts';
export { pageRefusal } from './page-refusal.ts';
export { readPurpose } from './purpose.ts';
export { chooseLanguage, signIn, signOut } from './visits.ts';
