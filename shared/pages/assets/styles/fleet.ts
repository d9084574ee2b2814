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
.pulse { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1.5rem; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.runs { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; min-width: 0; }
.run { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.5rem; }
progress { width: 8rem; height: 0.375rem; border: 0; border-radius: 99px; overflow: hidden; appearance: none; background: var(--line); }
progress::-webkit-progress-bar { background: var(--line); }
progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--accent); border-radius: 99px; }
progress.long { width: 100%; height: 0.5rem; }
.pulse .text-link { display: inline-block; padding: 0.25rem 0 0.25rem 0.5rem; font-weight: 400; color: var(--ink-soft); }
.pulse .text-link > .icon { margin-inline-end: 0.375rem; vertical-align: -0.125em; }
.pulse .text-link:hover { color: var(--ink); }
.absent > * + * { margin-top: 0.5rem; }
.strip { display: block; flex: none; }
.strip-base { stroke: var(--line); }
.strip-passed { fill: var(--edge); }
.strip-failed { fill: var(--bad); }
.mailboxes.dense { gap: 0; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
.dense > .mailbox, .columns {
  display: grid; grid-template: "name status cause acts when strip more" auto / minmax(0, 5fr) 9.75rem minmax(0, 6fr) 12.5rem 6rem 64px 2.25rem;
  align-items: center; gap: 0.125rem 0.875rem; padding: 0.25rem 0.5rem 0.25rem 1.125rem;
}
.dense > .mailbox { min-height: 3rem; }
.dense > .mailbox + .mailbox { border-top: 1px solid var(--line); }
.columns { padding-block: 0 0.25rem; border: 1px solid transparent; font-size: 0.75rem; color: var(--ink-soft); white-space: nowrap; }
.list-head + .columns { margin-top: 0.75rem; }
.columns + .mailboxes { margin-top: 0; }
.dense .mailbox-address { grid-area: name; font-size: 0.875rem; line-height: 1.4; }
.mailbox-address > .held-mail { display: flex; width: fit-content; min-height: 1.5rem; margin-top: 0.1875rem; color: var(--tone); }
.mailbox-address a { text-decoration-color: var(--edge) !important; }
.dense .status { grid-area: status; justify-self: start; }
.dense .cause { grid-area: cause; }
.dense .acts { grid-area: acts; }
.dense .when { grid-area: when; }
.dense .strip { grid-area: strip; width: 64px; height: 20px; }
.dense .strip path { stroke: var(--edge); stroke-width: 3; }
.dense .strip .failed { stroke: var(--bad); }
.dense .more { grid-area: more; }
.dense > .tone-ok .status { background: none; padding-inline-start: 0; margin-inline-start: 0.5rem; font-weight: 400; }
.dense :is(.cause, .acts, .when) { font-size: 0.8125rem; line-height: 1.4; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dense :is(.cause:not(.why), .acts, .when) { color: var(--ink-soft); }
.why { font-weight: 600; }
.list > * + * { margin-top: 1.25rem; }
.live > * + * { margin-top: 1.25rem; }
.list > .list-head + * { margin-top: 0.5rem; }
.list-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem; font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
.attention-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1.5rem; }
.card.attention { padding-block: 1.125rem 0.5rem; }
.attention > .small { padding-block-end: 0.625rem; }
.attention .tab { white-space: normal; border-radius: 1.125rem; }
.groups { list-style: none; }
.card > .groups { margin-top: 0.75rem; }
.group + .group { border-top: 1px solid var(--line); }
.group-line {
  display: grid; grid-template-columns: 2.75rem minmax(0, 1fr) 16rem 1rem; align-items: baseline; gap: 0.125rem 0.875rem;
  width: 100%; padding-block: 0.625rem; font-size: 0.875rem; color: var(--ink); text-decoration: none; list-style: none;
}
.group-line::-webkit-details-marker { display: none; }
.group-line::after { content: ""; align-self: center; width: 0.4375rem; height: 0.4375rem; border: solid var(--ink-soft); border-width: 0 1.5px 1.5px 0; rotate: -45deg; }
.group [open] > .group-line::after { rotate: 45deg; }
.group-line:hover .group-cause { text-decoration: underline; text-underline-offset: 0.2em; }
.group-count { font-size: 1.0625rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.group-cause { font-weight: 600; }
.group-cause > .muted { font-weight: 400; }
.group-actor { font-size: 0.8125rem; }
.group-body { padding: 0.125rem 0 1rem 3.625rem; max-width: 52rem; }
.group-body > * + * { margin-top: 0.75rem; }
.chosen > * { max-width: 52rem; }
.mailbox > .diagnosis, .mailbox > .note { max-width: 56rem; }
.floating { position: sticky; inset-block-start: 0.5rem; z-index: 2; background: color-mix(in srgb, var(--tone-soft), var(--surface) 20%); box-shadow: 0 8px 24px -6px rgb(20 24 40 / 22%); }
.stale { position: sticky; inset-block-end: 0.75rem; z-index: 2; }
.stale[hidden], .attention[hidden] { display: none; }
.more { position: relative; }
.more > button { display: grid; place-items: center; width: 2.25rem; height: 2.25rem; padding: 0; border: 0; border-radius: var(--radius-small); background: none; color: var(--ink-soft); font: inherit; cursor: pointer; }
.more > button[hidden] { display: none; }
.more > button .icon { stroke-width: 2.6; }
.more > button:hover, .more > button[aria-expanded="true"] { background: var(--sunken); color: var(--ink); }
.more > .actions {
  position: absolute; z-index: 1; inset-inline-end: 0; top: calc(100% + 0.25rem);
  display: grid; gap: 0.125rem; width: max-content; min-width: 11rem; padding: 0.375rem;
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: 0 8px 24px -6px rgb(20 24 40 / 22%);
}
.more > .actions .button { width: 100%; justify-content: flex-start; padding-inline: 0.75rem; border-color: transparent; box-shadow: none; background: transparent; color: var(--ink); }
.more > .actions .button:hover { background: var(--sunken); }
.more > .actions .danger { color: var(--bad); }
.more > .upwards { top: auto; bottom: calc(100% + 0.25rem); }
@media (max-width: 75rem) {
  .columns { display: none; }
  .dense > .mailbox { grid-template: "name status cause cause strip more" auto "name status acts when strip more" auto / minmax(0, 6fr) 9.75rem max-content minmax(0, 6fr) 64px 2.25rem; }
  .dense .cause:not(.why) { grid-row: 1 / 3; }
  .dense .cause { white-space: normal; }
  .dense .acts { max-width: 12rem; }
}
@media (max-width: 56rem) {
  .dense > .mailbox { grid-template: "name name status strip more" auto "cause cause acts when more" auto / minmax(0, 6fr) minmax(0, 3fr) max-content max-content 2.25rem; padding-block: 0.5rem; }
  .dense .cause:not(.why) { grid-row: auto; }
  .dense .acts { max-width: 15rem; }
}
@media (max-width: 48rem) {
  .search { flex: 1 1 100%; }
  .run > progress { width: 100%; }
  .tab { padding-inline: 0.625rem; font-size: 0.8125rem; }
  .group-line { grid-template-columns: 2.75rem minmax(0, 1fr) 1rem; }
  .group-actor { grid-area: 2 / 2; }
  .group-body { padding-inline-start: 0; }
}
@media (max-width: 40rem) {
  .dense > .mailbox { grid-template: "name name more" auto "status strip strip" auto "cause cause cause" auto "acts when when" auto / max-content minmax(0, 1fr) 2.25rem; gap: 0.25rem 0.75rem; padding: 0.625rem 0.5rem 0.75rem 1rem; }
  .dense .mailbox-address { font-size: 0.9375rem; }
  .dense .more { align-self: start; }
  .dense .strip { justify-self: end; margin-inline-end: 0.5rem; }
  .dense > .tone-ok .status { margin-inline-start: 0; }
  .dense .acts { max-width: 60vw; }
}
`;
