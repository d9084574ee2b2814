export type { MailboxFact, OrgFact, SetupFacts } from './facts.ts';
export type { ChecklistItem, ItemName, ItemPart, ItemState } from './item.ts';
export { checklistOf, leftIn } from './items.ts';
export { SETUP_CHECK_RECORD, type StoredCheck, storeCheck } from './stored-check.ts';
