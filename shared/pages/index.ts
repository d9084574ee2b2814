export { addMailboxesPage } from './add-mailboxes-page.ts';
export { additionPage } from './addition-page.ts';
export type {
  AdditionView,
  AddMailboxesView,
  FailedCause,
  LineCounts,
  LinesShown,
} from './addition-views.ts';
export { listAddress } from './address.ts';
export { type Asset, assetPaths, assets } from './assets.ts';
export { callerPage } from './caller-page.ts';
export {
  CALLER_CHANGES,
  type CallerForm,
  type CallersView,
  type CallerView,
  type OutboundForm,
} from './caller-views.ts';
export { callersPage } from './callers-page.ts';
export { checklistPage } from './checklist-page.ts';
export type { ChecklistView } from './checklist-views.ts';
export { connectPage } from './connect-page.ts';
export { connectedPage } from './connected-page.ts';
export { correctionPage } from './correction-page.ts';
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
export { diagnosisPage, LONGEST_WORDS } from './diagnosis-page.ts';
export { disconnectPage } from './disconnect-page.ts';
export { errorPage } from './error-page.ts';
export { eventInWords } from './event-list.ts';
export { eventsPage } from './events-page.ts';
export {
  type CorrectionView,
  type Envelope,
  type HeldCause,
  type HeldCauses,
  MAIL_DECISIONS,
  type MailDecision,
  type MailDone,
  type MessagesView,
  type MessageView,
} from './ledger-views.ts';
export { linkPage } from './link-page.ts';
export { linksPage } from './links-page.ts';
export { MAIL_CHANGES, type MailSectionView, type OrgPauseView } from './mail-section-view.ts';
export { mailSettingsPage } from './mail-settings-page.ts';
export { MAIL_TODAY_PATH, mailTodayPage } from './mail-today-page.ts';
export type { MailTodayView } from './mail-today-view.ts';
export type { MailForm, MailSettingsView, Readable } from './mail-views.ts';
export { actionsFragment } from './mailbox-actions.ts';
export { isEmpty, liveList, mailboxListPage, PAGE_SIZE } from './mailbox-list-page.ts';
export { mailboxPage } from './mailbox-page.ts';
export { MAILBOX_STATUS } from './mailbox-status.ts';
export { say } from './messages.ts';
export { heldPage, messagesPage } from './messages-page.ts';
export { newDelegationPage } from './new-delegation-page.ts';
export { newOrgPage } from './new-org-page.ts';
export { notDisconnectedPage } from './not-disconnected-page.ts';
export { orgPage } from './org-page.ts';
export {
  LOGIN_CHOICES,
  type LoginForm,
  type LoginRefusal,
  type MadeKey,
  type NewOrgView,
  ORG_CHANGES,
  type OrgView,
} from './org-views.ts';
export { orgsPage } from './orgs-page.ts';
export { ownersLinksPage } from './owners-links-page.ts';
export { PREVIEW_PATH, type PreviewView, previewPage } from './preview-page.ts';
export { rehearsalPage } from './rehearsal-page.ts';
export type {
  FateView,
  RehearsalResult,
  RehearsalView,
  RehearsedMailView,
} from './rehearsal-view.ts';
export { signInPage } from './sign-in-page.ts';
export { statementPage } from './statement-page.ts';
export type { DifferenceView, StatementResult, StatementView } from './statement-view.ts';
export type { TodayView } from './today-view.ts';
export type {
  AttentionView,
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
  GroupView,
  HistoryQuery,
  HistorySubject,
  Language,
  LinkView,
  ListQuery,
  MailboxListView,
  MailboxPageView,
  MailboxView,
  NotDisconnectedView,
  OwnersLinksView,
  Shown,
  SignInView,
} from './views.ts';
export { HISTORY_SUBJECTS } from './views.ts';
export { WHERE_PATH } from './where-link.ts';
export { wherePage } from './where-page.ts';
export type {
  WhereForm,
  WhereProblem,
  WhereResult,
  WhereView,
} from './where-view.ts';
