/** The list of events, the table of probes, and the page of one mailbox. */
export const HISTORY = `.events { list-style: none; }
.event {
  display: grid; grid-template-columns: auto minmax(0, 1fr) minmax(0, 12rem) 13.5rem; align-items: baseline; gap: 0.125rem 0.75rem;
  padding-block: 0.625rem; font-size: 0.875rem;
}
.event + .event { border-top: 1px solid var(--line); }
.event:first-child { padding-top: 0; }
.event:last-child { padding-bottom: 0; }
.event > .icon { color: var(--tone); align-self: start; margin-top: 0.25rem; }
.event-kind { font-weight: 600; }
.event .muted { font-size: 0.8125rem; }
.event-when { text-align: end; font-variant-numeric: tabular-nums; }
.event-when .ago { display: block; }
.event a, .mailbox-address a { color: inherit; text-decoration: underline; text-decoration-color: transparent; text-underline-offset: 0.2em; }
.event a { text-decoration-color: var(--line); }
.event a:hover, .mailbox-address a:hover { color: var(--accent); text-decoration-color: currentcolor; }
.history-filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); align-items: end; gap: 0.75rem 1rem; }
.history-filters > .actions { grid-column: 1 / -1; }
.history-filters :is(input, select) { height: 2.5rem; min-height: 0; font-size: 0.9375rem; }
.links-text { min-height: 6rem; font-size: 0.8125rem; white-space: pre; overflow-x: auto; }
.links { list-style: none; }
.pending-link { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; padding-block: 0.75rem; font-size: 0.875rem; }
.pending-link + .pending-link { border-top: 1px solid var(--line); }
.pending-link:first-child { padding-top: 0; }
.pending-link:last-child { padding-bottom: 0; }
.pending-link > div { min-width: 0; overflow-wrap: anywhere; }
.own { padding: clamp(1.125rem, 4vw, 1.75rem); }
.own > .actions + .facts { padding-top: 1.25rem; margin-top: 1.25rem; border-top: 1px solid var(--line); }
.subject-head { min-width: 0; flex: 1 1 20rem; }
.subject-head > .muted { margin-top: 0.25rem; }
.mailbox-title { font-size: clamp(1.25rem, 5vw, 1.625rem); }
.facts.all { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.875rem 1.5rem; }
.facts.all > :nth-last-child(-n+2) { grid-column: 1 / -1; }
.scope-list code { display: block; }
.checks-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.25rem 1rem; }
.checks-head .muted { font-size: 0.875rem; }
.strip-large .strip { width: 100%; height: 3.5rem; }
.checks { width: 100%; margin-top: 0.75rem; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.checks th { font-size: 0.75rem; font-weight: 400; color: var(--ink-soft); text-align: start; }
.checks th, .checks td { padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
.counts { margin-block: 0.75rem; border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.counts th, .counts td { padding: 0.375rem 1rem 0.375rem 0; border-bottom: 1px solid var(--line); vertical-align: baseline; text-align: start; }
.counts th { font-weight: 400; }
.counts td { text-align: end; }
.checks .number { text-align: end; padding-inline-end: 0; white-space: nowrap; }
.result { display: inline-flex; align-items: baseline; gap: 0.375rem; }
.result > .icon { color: var(--tone); position: relative; top: 0.125em; }
.note { display: flex; gap: 0.625rem; padding: 0.75rem 1rem; border-radius: 10px; background: var(--tone-soft); font-size: 0.875rem; }
.note strong { display: block; }
.note > .icon { color: var(--tone); width: 1rem; height: 1rem; margin-top: 0.1875rem; }
/* What an addition shows: it is replaced as a whole while it runs. */
.addition > * + * { margin-top: 1.25rem; }
.lines .event { grid-template-columns: auto minmax(0, 5fr) minmax(0, 6fr) 5.5rem; }
.lines .step { grid-template-columns: auto minmax(0, 1fr) 5.5rem; }
.card h3 + .lines { margin-top: 0.625rem; }
.event .text-link { color: var(--accent); }
.step .diagnosis { margin-block: 0.5rem; font-size: 0.9375rem; }
.line-what .muted { display: block; }
.line-number { text-align: end; font-variant-numeric: tabular-nums; }
.cause-panel > summary { width: auto; color: var(--ink); }
.cause-panel > .diagnosis { margin-top: 0.75rem; padding-inline-start: 1rem; }
.cause-panel + .cause-panel { margin-top: 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
.written { margin-top: 0.5rem; max-height: 24rem; overflow: auto; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: var(--radius-small); white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.9375rem; }
.files { list-style: none; }
.bad-lines { list-style: none; max-height: 24rem; overflow: auto; font-size: 0.875rem; }
.bad-lines > li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr) minmax(0, 1fr); gap: 0.125rem 0.75rem; }
.bad-lines .why { color: var(--tone); }
.card > .visually-hidden + * { margin-top: 0; }
.mails .event-what > * + *, .cause-panel > * + * { margin-top: 0.375rem; }
.mails .button { min-height: 2.25rem; font-size: 0.8125rem; }
.mails .diagnosis { margin-block: 0.5rem; }
.mail-links { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.held-mail { display: inline-flex; align-items: center; gap: 0.375rem; margin-top: 0.25rem; font-size: 0.8125rem; font-weight: 600; color: var(--tone); }
@media (max-width: 40rem) {
  .history-filters { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .history-filters > .field:nth-of-type(-n+2) { grid-column: 1 / -1; }
  .bad-lines > li { grid-template-columns: 5.5rem minmax(0, 1fr); }
  .bad-lines .why { grid-column: 2; }
  .lines .event { grid-template-columns: auto minmax(0, 1fr) auto; }
  .line-what { grid-area: 2 / 2 / 3 / 4; }
  .event { grid-template-columns: auto minmax(0, 1fr) auto; }
  .event-what { grid-area: 1 / 2 / 2 / 4; }
  .event-who { grid-area: 2 / 2 / 3 / 4; }
  .event-when { grid-area: 3 / 2 / 4 / 4; text-align: start; }
  .event-when .ago { display: inline; }
}
`;
