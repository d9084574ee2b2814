import { checklistOf, type SetupFacts } from '../../shared/checklist/index.ts';
import { type ChecklistView, checklistPage, type Frame } from '../../shared/pages/index.ts';
import { BROKEN_SETUP, NEW_SETUP, WHOLE_SETUP } from './sample-checklist.ts';

const one =
  (facts: SetupFacts, about: Partial<ChecklistView> = {}) =>
  (frame: Frame): string =>
    checklistPage(frame, { items: checklistOf(facts), keysAre: 'local', checked: false, ...about });

/** The set-up checklist in every state that differs visibly. */
export const CHECKLIST_STATES = {
  checklist: one(NEW_SETUP),
  'checklist-whole': one(WHOLE_SETUP, { keysAre: 'cloud', checked: true }),
  'checklist-broken': one(BROKEN_SETUP, { checked: true }),
  'checklist-silent': one({
    ...NEW_SETUP,
    intakes: [
      { hasWatch: true, watchFailure: null, pushedAt: null, silentSince: NEW_SETUP.signedInAt },
    ],
    hasSettingsCaller: true,
  }),
};
