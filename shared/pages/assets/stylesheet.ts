import { BASE } from './styles/base.ts';
import { CARDS } from './styles/cards.ts';
import { CHECKLIST } from './styles/checklist.ts';
import { COLOURS } from './styles/colours.ts';
import { CONTROLS } from './styles/controls.ts';
import { DIAGNOSES } from './styles/diagnoses.ts';
import { FLEET } from './styles/fleet.ts';
import { FORMS } from './styles/forms.ts';
import { HISTORY } from './styles/history.ts';
import { SHELL } from './styles/shell.ts';
import { WHERE } from './styles/where.ts';

/** One small file for all pages, which browsers keep forever. */
export const STYLESHEET = [
  COLOURS,
  BASE,
  SHELL,
  CONTROLS,
  CARDS,
  DIAGNOSES,
  FORMS,
  FLEET,
  HISTORY,
  CHECKLIST,
  WHERE,
].join('\n');
