/** The set-up checklist: one line for what is in place, and the remedy below what is not. */
export const CHECKLIST = `.checklist { list-style: none; }
.checklist > * + * { margin-top: 0; }
.checklist-item { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.25rem 0.875rem; padding-block: 1.25rem; scroll-margin-top: 1rem; }
.checklist-item:first-child { padding-top: 0; }
.checklist-item:last-child { padding-bottom: 0; }
.checklist-item + .checklist-item { border-top: 1px solid var(--line); }
.checklist-item > .icon { width: 1.25rem; height: 1.25rem; margin-top: 0.125rem; color: var(--tone); }
.checklist-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.125rem 1rem; }
.checklist-head > h2 { font-size: 1rem; }
.checklist-state { font-size: 0.875rem; font-weight: 600; color: var(--tone); }
.checklist-state .muted { font-weight: 400; }
.checklist-body { grid-column: 2; font-size: 0.9375rem; }
.checklist-body > .muted { font-size: 0.875rem; max-width: 46rem; }
.checklist-body > p { max-width: 46rem; }
.checklist-body > * + * { margin-top: 0.75rem; }
.checklist-body > .muted + p { margin-top: 0.375rem; }
.checklist-body .copyable { max-width: 40rem; }
.checklist-parts { list-style: none; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; }
.checklist-parts > li > * + * { margin-top: 0.5rem; }
.checklist-summary { margin-top: 1.75rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
.checklist-summary ul { list-style: none; margin-top: 0.75rem; display: grid; gap: 0.5rem; font-size: 0.875rem; }
.checklist-summary li { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; }
.checklist-summary a { display: inline-flex; align-items: baseline; gap: 0.5rem; color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
.checklist-summary a:hover { color: var(--accent); text-decoration-color: currentcolor; }
.checklist-summary .icon { color: var(--tone); position: relative; top: 0.125em; }
.checklist-summary .checklist-state { font-size: 0.8125rem; }
.checklist-body details > .console-values { margin-top: 0.75rem; }
@media (max-width: 40rem) { .checklist-body { grid-column: 1 / -1; } }
`;
