export { type Asset, assetPaths, assets } from './assets.ts';
export { connectPage } from './connect-page.ts';
export { connectedPage } from './connected-page.ts';
export { diagnosisPage } from './diagnosis-page.ts';
export { disconnectPage } from './disconnect-page.ts';
export { errorPage } from './error-page.ts';
export { mailboxListPage } from './mailbox-list-page.ts';
export { signInPage } from './sign-in-page.ts';
export type {
  ConnectedView,
  ConnectView,
  DiagnosisView,
  DisconnectView,
  ErrorView,
  Frame,
  Language,
  MailboxListView,
  MailboxView,
  Notice,
  SignInView,
} from './views.ts';
