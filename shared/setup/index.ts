export { bindBrowser } from './browser.ts';
export { readConnectForm } from './connect-form.ts';
export { frameOf } from './frame.ts';
export { readAdminForm, readOwnForm, requireSession, sessionOf } from './guard.ts';
export { mailboxViewOf } from './mailbox-view.ts';
export { pageRefusal } from './page-refusal.ts';
