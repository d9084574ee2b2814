/** Buttons, links and disclosures: one height, one focus ring, touch targets of 40 px. */
export const CONTROLS = `.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem;
  min-height: 2.5rem; padding: 0.375rem 0.9375rem; position: relative;
  font: inherit; font-size: 0.875rem; font-weight: 550; line-height: 1.3; text-align: center; text-decoration: none;
  color: var(--ink); background: var(--surface);
  border: 1px solid var(--line); border-radius: var(--radius-small); cursor: pointer;
  box-shadow: 0 1px 1px rgb(20 24 40 / 4%);
  transition: background-color 120ms ease, border-color 120ms ease, color 120ms ease;
}
.button:hover { background: var(--sunken); border-color: var(--edge); }
.button:focus-visible { border-radius: var(--radius-small); }
.button.primary { color: var(--on-accent); background: var(--accent); border-color: transparent; }
.button.primary:hover { background: var(--accent-strong); }
.button.primary.danger { color: var(--surface); background: var(--bad); }
.button.primary.danger:hover { background: var(--bad-strong); }
.button.quiet { background: transparent; border-color: transparent; box-shadow: none; padding-inline: 0.625rem; color: var(--ink-soft); }
.button.quiet:hover { background: var(--sunken); color: var(--ink); }
.button.quiet.danger:hover { background: var(--bad-soft); color: var(--bad); }
.button.block { width: 100%; min-height: 2.75rem; }
.button[hidden] { display: none; }
.button[aria-busy="true"] { cursor: progress; color: transparent; }
.button[aria-busy="true"] > .icon { visibility: hidden; }
.button[aria-busy="true"]::after {
  content: ""; position: absolute; inset: 0; margin: auto; width: 1rem; height: 1rem;
  border: 2px solid var(--ink-soft); border-inline-end-color: transparent; border-radius: 50%;
  animation: turn 700ms linear infinite;
}
.button.primary[aria-busy="true"]::after { border-color: var(--on-accent); border-inline-end-color: transparent; }
@keyframes turn { to { rotate: 1turn; } }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; }
.text-link {
  display: inline-flex; align-items: center; gap: 0.375rem; color: var(--accent); font-weight: 550;
  text-decoration: underline; text-decoration-color: transparent; text-underline-offset: 0.2em;
}
.text-link:hover { color: var(--accent-strong); text-decoration-color: currentcolor; }
.bottom .text-link { color: var(--ink-soft); font-weight: 400; }
.bottom .text-link:hover { color: var(--ink); }
.back { font-size: 0.875rem; }
summary { cursor: pointer; width: fit-content; color: var(--ink-soft); border-radius: 4px; }
summary:hover { color: var(--ink); }
.pager { display: flex; justify-content: space-between; gap: 0.5rem; }
.pager [rel="next"] { margin-inline-start: auto; }
`;
