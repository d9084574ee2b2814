export { bindBrowser } from '../web/browser.ts';
export { withFlash } from '../web/flash.ts';
export { frameOf } from '../web/frame.ts';
export { pageRefusal } from '../web/page-refusal.ts';
export { readPurpose } from '../web/purpose.ts';
export { linkUrl } from '../web/return-path.ts';
export { requireSession } from '../web/session-guard.ts';
export { connectWith, makeLink, showConnect } from './connecting.ts';
export { showEvents } from './events.ts';
export { showMailboxes, showRuns } from './mailboxes.ts';
export {
  askDisconnect,
  disconnectMailbox,
  probeOnRequest,
  refreshNow,
  showMailbox,
} from './one-mailbox.ts';
export { chooseLanguage, signIn, signOut } from './sign-in.ts';
export { serveAsset, showDiagnosis } from './without-session.ts';
