import { NOW_SECONDS, RELATIVE_UNITS } from '../time-element.ts';
import { LIVE_LIST } from './live-list.ts';
import { MENUS } from './menus.ts';

/**
 * The script of the pages; every page works without it. It is a text and not compiled source, because it
 * runs in the browser, for which our code has no types.
 */
export const SCRIPT = `// Served as it is: small enough to read.
const language = document.documentElement.lang;
const UNITS = ${JSON.stringify(RELATIVE_UNITS)};

// The server's clock decides what "ago" means; the reader's may be wrong by hours.
const skew = new Date(document.body.dataset.now).getTime() - Date.now();
const exact = new Intl.RelativeTimeFormat(language);
const loose = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' });
const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });

function relativeTime(at) {
  const seconds = (at.getTime() - Date.now() - skew) / 1000;
  const distance = Math.abs(seconds);
  if (distance < ${NOW_SECONDS}) return loose.format(0, 'second');
  const count = (size) => Math.max(1, Math.round(distance / size));
  const [unit, size] = UNITS.find(([, size, limit]) => count(size) < limit) ?? UNITS.at(-1);
  return exact.format(Math.sign(seconds) * count(size), unit);
}

function keepTimesCurrent() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const text = relativeTime(new Date(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}

function showLocalTimes() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    time.title = absolute.format(new Date(time.dateTime));
  }
  for (const time of document.querySelectorAll('time[data-clock]')) {
    time.textContent = clock.format(new Date(time.dateTime));
  }
  for (const time of document.querySelectorAll('time[data-absolute]')) {
    time.textContent = absolute.format(new Date(time.dateTime));
  }
}

// A second press is swallowed and the button is not disabled: a disabled one sends no value.
function guardForm(event) {
  const form = event.target;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = 'true';
  event.submitter?.setAttribute('aria-busy', 'true');
}

// The browser may bring a page back exactly as it was left, busy and all.
function release() {
  for (const form of document.querySelectorAll('form[data-busy]')) delete form.dataset.busy;
  for (const button of document.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
}

async function copy(button) {
  const source = button.dataset.copy
    ? document.getElementById(button.dataset.copy)
    : button.parentElement.querySelector('[data-copy-source]');
  source.select();
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    return; // Not allowed to: the text is selected, and the keyboard copies it.
  }
  const before = button.innerHTML;
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.innerHTML = before;
  }, 2000);
}

function offerCopying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => copy(button));
  }
}

// A list of mailboxes is added step by step: each answer replaces the progress, until nothing is left.
const STEP_SECONDS = 4;
const STEP_PAUSE_MS = 400;
const MOST_FAILED_STEPS = 8;

async function followAddition(failed = 0) {
  const form = document.querySelector('[data-step] [data-step-form]');
  if (!form) return;
  const button = form.querySelector('button');
  button.hidden = failed < MOST_FAILED_STEPS;
  if (failed >= MOST_FAILED_STEPS) return; // The button stays, for the reader to decide.
  const body = new URLSearchParams([...new FormData(form), ['seconds', STEP_SECONDS]]);
  const answer = await fetch(form.action, { method: 'POST', body }).catch(() => null);
  // Nothing new: another window works on what is left.
  const moved = answer?.ok && showAddition(await answer.text());
  const pause = answer?.ok ? (moved ? STEP_PAUSE_MS : 3000) : STEP_PAUSE_MS * 2 ** failed;
  setTimeout(() => followAddition(answer?.ok ? 0 : failed + 1), pause);
}

function showAddition(markup) {
  const fresh = new DOMParser().parseFromString(markup, 'text/html').getElementById('addition');
  const shown = document.getElementById('addition');
  if (!fresh) return false;
  const moved = shown.dataset.says !== fresh.dataset.says;
  const status = document.getElementById('addition-status');
  if (status.textContent !== fresh.dataset.says) status.textContent = fresh.dataset.says;
  shown.replaceWith(fresh);
  return moved;
}

// The server cannot know the reader's time zone, in which days are counted. What somebody entered stays.
function nameTimeZone() {
  const zone = absolute.resolvedOptions().timeZone;
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = 'connector_zone=' + zone + '; path=/; max-age=31536000; samesite=lax' + secure;
  const field = document.querySelector('[data-time-zone]');
  if (field) field.value = zone;
}

showLocalTimes();
keepTimesCurrent();
nameTimeZone();
followAddition();
setInterval(keepTimesCurrent, 10_000);
document.addEventListener('submit', guardForm);
addEventListener('pageshow', release);
offerCopying();
${MENUS}${LIVE_LIST}`;
