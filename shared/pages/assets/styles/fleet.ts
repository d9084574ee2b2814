/** Long lists: filters and search, the scheduled runs, the lines of the list and their strips. */
export const FLEET = `.filters { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.75rem 1.5rem; }
.tabs { display: flex; flex-wrap: wrap; gap: 0.375rem; list-style: none; }
.tab {
  display: inline-flex; align-items: center; gap: 0.375rem; min-height: 2.25rem; padding: 0.25rem 0.75rem;
  border: 1px solid var(--line); border-radius: 99px; background: var(--surface);
  color: var(--ink); font-size: 0.875rem; font-weight: 550; text-decoration: none; white-space: nowrap;
}
.tab > .icon { color: var(--tone); }
.tab:hover { border-color: var(--edge); }
.tab:focus-visible { border-radius: 99px; }
.tab[aria-current] { border-color: var(--accent); background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.count { color: var(--ink-soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.tab[aria-current] .count { color: var(--ink); }
.search { display: flex; flex: 0 1 20rem; gap: 0.375rem; }
.search input[type="search"] { min-height: 2.25rem; padding-block: 0.25rem; min-width: 0; }
.search .button { min-height: 2.25rem; padding-inline: 0.6875rem; flex: none; }
.pulse { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.5rem; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.runs { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; min-width: 0; }
.run { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
progress { width: 8rem; height: 0.375rem; border: 0; border-radius: 99px; overflow: hidden; appearance: none; background: var(--line); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent); border-radius: 99px; }
progress.long { width: 100%; height: 0.5rem; }
.pulse .text-link { font-weight: 400; color: var(--ink-soft); margin-inline-start: auto; }
.pulse .text-link:hover { color: var(--ink); }
.absent > * + * { margin-top: 0.5rem; }
.strip { display: block; flex: none; }
.strip-base { stroke: var(--line); }
.strip-passed { fill: var(--edge); }
.strip-failed { fill: var(--bad); }
.mailboxes.dense { gap: 0; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
.dense > .mailbox {
  display: grid; grid-template-columns: minmax(0, 5fr) 9.75rem minmax(0, 6fr) 119px 2.25rem; align-items: center; gap: 0.25rem 1.25rem;
  min-height: 3.25rem; padding: 0.375rem 0.5rem 0.375rem 1.125rem;
  background: none; border: 0; border-radius: 0; box-shadow: none;
}
.dense > .mailbox + .mailbox { border-top: 1px solid var(--line); }
.dense > .mailbox > * { margin: 0; }
.dense .mailbox-head { display: contents; }
.dense .mailbox-name { grid-area: 1 / 1; }
.dense .mailbox-address { font-size: 0.875rem; line-height: 1.4; }
.dense .status { grid-area: 1 / 2; justify-self: start; }
.dense .cause { grid-area: 1 / 3; }
.dense .strip { grid-area: 1 / 4; }
.dense .more { grid-area: 1 / 5; }
.dense > .tone-ok .status { background: none; padding-inline-start: 0; margin-inline-start: 0.5rem; font-weight: 400; }
.dense .cause { font-size: 0.8125rem; line-height: 1.4; min-width: 0; }
.cause-title { font-weight: 600; }
.more { position: relative; }
.more > summary { display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: var(--radius-small); list-style: none; }
.more > summary::-webkit-details-marker { display: none; }
.more > summary .icon { stroke-width: 2.6; }
.more > summary:hover, .more[open] > summary { background: var(--sunken); }
.more > .actions {
  position: absolute; z-index: 1; inset-inline-end: 0; top: calc(100% + 0.25rem);
  display: grid; gap: 0.125rem; width: max-content; min-width: 11rem; padding: 0.375rem;
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: 0 8px 24px -6px rgb(20 24 40 / 22%);
}
.more > .actions .button { width: 100%; justify-content: flex-start; padding-inline: 0.75rem; border-color: transparent; box-shadow: none; background: transparent; color: var(--ink); }
.more > .actions .button:hover { background: var(--sunken); }
.more > .actions .danger { color: var(--bad); }
/* The last ones open upwards, so that they cover no more than the list. */
.dense > :nth-last-child(-n+4) .more > .actions { top: auto; bottom: calc(100% + 0.25rem); }
@media (max-width: 48rem) {
  .search { flex: 1 1 100%; }
  .pulse .text-link { margin-inline-start: 0; }
  .run > progress { width: 100%; }
  .tab { padding-inline: 0.625rem; font-size: 0.8125rem; }
  .dense > .mailbox { grid-template-columns: minmax(0, 1fr) 83px 2.25rem; gap: 0.25rem 0; padding: 0.625rem 0.5rem 0.75rem 1rem; }
  .dense .mailbox-name { grid-area: 1 / 1 / 2 / 3; }
  .dense .mailbox-address { font-size: 0.9375rem; }
  .dense .more { grid-area: 1 / 3; align-self: start; }
  .dense .status { grid-area: 2 / 1; }
  .dense > .tone-ok .status { margin-inline-start: 0; }
  .dense .strip { grid-area: 2 / 2 / 3 / 4; }
  .dense .cause { grid-area: 3 / 1 / 4 / 4; padding-inline-end: 0.5rem; }
}
`;
