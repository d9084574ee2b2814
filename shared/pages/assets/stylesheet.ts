import { BASE } from './styles/base.ts';
import { CARDS } from './styles/cards.ts';
import { COLOURS } from './styles/colours.ts';
import { CONTROLS } from './styles/controls.ts';
import { DIAGNOSES } from './styles/diagnoses.ts';
import { FLEET } from './styles/fleet.ts';
import { FORMS } from './styles/forms.ts';
import { HISTORY } from './styles/history.ts';
import { SHELL } from './styles/shell.ts';

/** One file for all pages: small, and kept by the browser for ever. */
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
].join('\n');
