/**
 * The part of the script for the menus of a long list, and for the place of the reader. A menu fetches the actions of
 * its mailbox when it is opened. After an action the page is where it was, with the focus on what was pressed.
 */
export const MENUS = `
function offerMenus() {
  for (const row of document.querySelectorAll('.dense > li:not(:has(> .more))')) {
    const link = row.querySelector('h2 a');
    const cell = document.createElement('div');
    cell.className = 'more';
    cell.innerHTML = '<button type="button" data-menu aria-expanded="false"><svg class="icon" aria-hidden="true"><use href="#i-more"/></svg></button>';
    cell.firstChild.ariaLabel = list.dataset.actions.replace('%', link.textContent);
    cell.firstChild.addEventListener('click', () => toggleMenu(cell.firstChild, link));
    row.append(cell);
  }
}

const openMenu = () => document.querySelector('[data-menu][aria-expanded="true"]');

async function toggleMenu(button, link) {
  const open = openMenu();
  closeMenu(open);
  if (open === button) return;
  button.setAttribute('aria-expanded', 'true');
  const query = new URLSearchParams({ return_to: list.dataset.returnTo });
  const text = await fetch(new URL(link.href).pathname + '/actions?' + query)
    .then((answer) => (answer.ok ? answer.text() : null))
    .catch(() => null);
  if (button.getAttribute('aria-expanded') !== 'true') return;
  // Without an answer the mailbox's own page tells why, or has the actions.
  if (text === null) return location.assign(link.href);
  const actions = new DOMParser().parseFromString(text, 'text/html').querySelector('.actions');
  button.after(actions);
  if (actions.getBoundingClientRect().bottom > innerHeight) actions.classList.add('upwards');
  actions.querySelector('a, button')?.focus({ preventScroll: true });
}

function closeMenu(button, keepFocus) {
  if (!button) return;
  button.setAttribute('aria-expanded', 'false');
  const hadFocus = button.parentElement.contains(document.activeElement);
  button.parentElement.querySelector('.actions')?.remove();
  if (hadFocus && !keepFocus) button.focus();
}

document.addEventListener('keydown', (event) => {
  const button = openMenu();
  if (!button) return;
  if (event.key === 'Escape') closeMenu(button);
  const items = [...button.parentElement.querySelectorAll('.actions a, .actions button')];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = items.indexOf(document.activeElement);
  if (!step || at < 0) return;
  event.preventDefault();
  items[(at + step + items.length) % items.length].focus();
});
for (const left of ['click', 'focusin']) {
  document.addEventListener(left, ({ target }) => {
    const button = openMenu();
    if (button && !button.parentElement.contains(target)) closeMenu(button, true);
  });
}

// The place of the reader, for the page that answers a form of a list: the same one, newly loaded.
const PLACE = 'connector_place';
const PLACE_MS = 60_000;

function keepPlace({ target, submitter }) {
  const row = target.closest('li[id]');
  if (!row || target.method !== 'post') return;
  const place = { path: location.pathname, at: Date.now(), y: scrollY, row: row.id, form: target.getAttribute('action') };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

// A text that its column cuts is whole where the pointer rests on it.
document.addEventListener('pointerover', ({ target }) => {
  if (target.matches?.('.dense p') && target.scrollWidth > target.clientWidth) target.title = target.textContent;
});

function restorePlace() {
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
  sessionStorage.removeItem(PLACE);
  if (place?.path !== location.pathname || Date.now() - place.at > PLACE_MS) return;
  const row = document.getElementById(place.row);
  const form = row && [...row.querySelectorAll('form')].find((each) => each.getAttribute('action') === place.form);
  scrollTo({ top: place.y, behavior: 'instant' });
  (form?.querySelector('button') ?? row?.querySelector('[data-menu], a'))?.focus({ preventScroll: true });
  if (place.y > 100) document.querySelector('main > .notice[role]')?.classList.add('floating');
}

document.addEventListener('submit', keepPlace);
`;
