export { addMailboxesPage } from './add-mailboxes-page.ts';
export { additionPage } from './addition-page.ts';
export type {
  AdditionView,
  AddMailboxesView,
  FailedCause,
  LineCounts,
  LinesShown,
} from './addition-views.ts';
export { type Asset, assetPaths, assets } from './assets.ts';
export { connectPage } from './connect-page.ts';
export { connectedPage } from './connected-page.ts';
export { delegationPage } from './delegation-page.ts';
export {
  DELEGATION_CHANGES,
  type DelegationAction,
  type DelegationChange,
  type DelegationForm,
  type DelegationsView,
  type DelegationUse,
  type DelegationView,
  type NewDelegationView,
  type Uses,
} from './delegation-views.ts';
export { delegationsPage } from './delegations-page.ts';
export { diagnosisPage } from './diagnosis-page.ts';
export { disconnectPage } from './disconnect-page.ts';
export { errorPage } from './error-page.ts';
export { eventsPage } from './events-page.ts';
export { linkPage } from './link-page.ts';
export { linksPage } from './links-page.ts';
export { mailboxListPage } from './mailbox-list-page.ts';
export { mailboxPage } from './mailbox-page.ts';
export { newDelegationPage } from './new-delegation-page.ts';
export { notDisconnectedPage } from './not-disconnected-page.ts';
export { runsFragment } from './run-lines.ts';
export { signInPage } from './sign-in-page.ts';
export type {
  BreakerView,
  ConnectedView,
  ConnectView,
  Counts,
  DiagnosisView,
  DisconnectView,
  ErrorView,
  EventsView,
  EventView,
  FirstCheck,
  Flash,
  Frame,
  Language,
  LinkView,
  ListQuery,
  MailboxListView,
  MailboxPageView,
  MailboxView,
  NotDisconnectedView,
  Shown,
  SignInView,
} from './views.ts';
