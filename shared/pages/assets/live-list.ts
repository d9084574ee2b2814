/**
 * The part of the script that keeps an open list as things are. It fetches the parts of the page that change and
 * replaces those that did; a part in which the reader is busy waits for the next time.
 */
export const LIVE_LIST = `
const CALM_MS = 15_000;
const RUNNING_MS = 8000;
const ANSWER_MS = 20_000;
const MOST_MS = 5 * 60_000;
const list = document.querySelector('[data-refresh]');
// What the server last said of each part: the shown one has newer times in it.
const said = new Map();
let failures = 0;
let timer;

function planRefresh(soon) {
  clearTimeout(timer);
  if (!list || document.hidden) return;
  const pause = document.querySelector('[data-running]') ? RUNNING_MS : CALM_MS;
  timer = setTimeout(refresh, soon ? 0 : Math.min(MOST_MS, pause * 2 ** failures));
}

async function refresh() {
  const answer = await fetch(list.dataset.refresh, { signal: AbortSignal.timeout(ANSWER_MS) })
    .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
    .catch(() => null);
  if (answer?.status === 401) {
    document.getElementById('session-ended').hidden = false;
    document.getElementById('not-updated').hidden = true;
    return;
  }
  failures = answer?.ok ? 0 : failures + 1;
  document.getElementById('not-updated').hidden = failures < 2;
  if (answer?.ok) showParts(answer.text);
  planRefresh();
}

function showParts(markup) {
  const fresh = new DOMParser().parseFromString(markup, 'text/html').body;
  const rows = (part) => [...part.querySelectorAll('li[id]')].map(({ id }) => id).join();
  for (const part of fresh.children) {
    const shown = document.getElementById(part.id);
    if (!shown) continue;
    // Rows that came or went wait until the reader has left the list: nothing moves under the pointer.
    const byRow = part.id === 'list' && (rows(part) === rows(shown) || isBusy(shown));
    for (const each of byRow ? part.querySelectorAll('li[id]') : [part]) replace(each);
  }
  showLocalTimes();
  keepTimesCurrent();
  offerMenus();
}

function replace(fresh) {
  const shown = document.getElementById(fresh.id);
  const before = said.get(fresh.id);
  if (!shown || before === fresh.outerHTML || isBusy(shown)) return;
  said.set(fresh.id, fresh.outerHTML);
  shown.replaceWith(fresh);
}

// The reader types, chooses, has something open or is on the way through it by keyboard.
const isBusy = (part) =>
  part.contains(document.activeElement) || part.querySelector('details[open], [aria-expanded="true"]') !== null;

document.addEventListener('visibilitychange', () => planRefresh(!document.hidden));
if (list) offerMenus();
restorePlace();
planRefresh();
`;
