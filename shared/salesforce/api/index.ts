export type { OrgBudget } from './budget.ts';
export type { NewOrg, OrgChange } from './change-orgs.ts';
export type { OrgChoices } from './choices.ts';
export type { CaseToJoin } from './look-up-case.ts';
export * from './org.ts';
export { makeOrgKey, type OrgKey, readOrgKey } from './org-key.ts';
export { type CaseLink, createOrgs, type Orgs } from './orgs.ts';
