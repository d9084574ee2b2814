/** The frame of every page: the bar at the top, the column in the middle, the help at the foot. */
export const SHELL = `.skip {
  position: absolute; left: 1rem; top: -4rem; z-index: 2; padding: 0.5rem 0.875rem;
  background: var(--surface); color: var(--accent); border-radius: var(--radius-small);
  font-weight: 600; box-shadow: var(--shadow);
}
.skip:focus { top: 0.5rem; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top-inner, .bottom-inner { max-width: 60rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.top-inner { display: flex; flex-wrap: wrap; align-items: center; gap: 0.125rem 0.75rem; padding-block: 0.5rem; }
.product {
  display: inline-flex; align-items: center; gap: 0.625rem; min-height: 2.25rem;
  min-width: 0; color: var(--ink); font-weight: 600; text-decoration: none; letter-spacing: -0.01em; overflow-wrap: break-word;
}
.product:lang(ja) { letter-spacing: 0; }
.mark { flex: none; }
.mark-ground { fill: #4353c9; }
.badge {
  display: inline-flex; align-items: center; min-height: 1.5rem; padding-inline: 0.5rem;
  border-radius: 99px; border: 1px solid var(--line); font-size: 0.75rem; color: var(--ink-soft); white-space: nowrap;
}
.language, .top-inner:not(:has(.language)) > .who { margin-inline-start: auto; }
.top-inner > :last-child .quiet { margin-inline-end: -0.625rem; }
.who { display: inline-flex; align-items: center; gap: 0.375rem; padding-inline: 0.5rem; font-size: 0.8125rem; color: var(--ink-soft); min-width: 0; }
.who-address { max-width: 16rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
main { flex: 1; width: 100%; margin-inline: auto; padding: clamp(1.5rem, 4vw, 2.75rem) clamp(1rem, 4vw, 2rem) 3rem; }
main.wide { max-width: 60rem; }
main.fleet, body:has(main.fleet) :is(.top-inner, .bottom-inner) { max-width: 80rem; }
main.narrow { max-width: 42rem; }
main > * + * { margin-top: 1.25rem; }
main > h1 + .lead { margin-top: 0.5rem; }
main > .back { margin-bottom: -0.5rem; }
.page-head { display: flex; flex-wrap: wrap; align-items: flex-end; justify-content: space-between; gap: 0.875rem 1.5rem; }
.summary { color: var(--ink-soft); }
.bottom { border-top: 1px solid var(--line); font-size: 0.8125rem; }
.bottom-inner { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.75rem 2rem; padding-block: 1rem 1.5rem; }
.registration { flex: 0 1 auto; min-width: 0; }
.registration[open] { flex: 1 1 100%; order: 1; }
.registration > * + * { margin-top: 0.75rem; }
.registration p { color: var(--ink-soft); }
@media (min-width: 40.01rem) {
  .top-inner { flex-wrap: nowrap; }
  .top-inner > :not(.product, .who) { flex: none; }
}
@media (max-width: 40rem) {
  .product { font-size: 0.875rem; flex: 1 0 calc(100% - 6rem); }
  .language { order: 1; }
  .language .quiet { margin-inline-end: -0.625rem; }
  .badge, .who, .sign-out { order: 2; }
  .who { flex: 1 1 0; padding-inline: 0; }
    main { padding-top: 1.25rem; }
}
`;
