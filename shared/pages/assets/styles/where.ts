/** “Where is my mail?”: its form, each mail that was found, and the reasons where none was; and the mail of a day. */
export const WHERE = `.where-fields, .where-days { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); }
.where-days { grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); }
.where > [type="hidden"] + * { margin-top: 0; }
.where input { height: 2.75rem; }
.where .small, .traced .small { font-size: 0.8125rem; }
.where-result > * + * { margin-top: 1rem; }
.where-result > .facts dd { overflow-wrap: anywhere; }
.where-result:target { scroll-margin-top: 1rem; }
.traced h3 { min-width: 0; overflow-wrap: anywhere; }
.traced .facts > div { min-width: 0; overflow-wrap: anywhere; }
.traced > .diagnosis { padding: 0.875rem 1rem; border-radius: 10px; background: var(--sunken); }
.traced > .actions { padding-top: 1rem; border-top: 1px solid var(--line); }
.way { list-style: none; margin-top: 0.375rem; padding-inline-start: 0.25rem; font-size: 0.875rem; }
.way > li { position: relative; display: flex; flex-wrap: wrap; gap: 0 0.75rem; padding: 0 0 0.625rem 1.25rem; border-inline-start: 2px solid var(--line); }
.way > li::before { content: ""; position: absolute; inset-inline-start: -0.3125rem; top: 0.4375rem; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--ink-soft); }
.way > li:last-child { padding-bottom: 0; border-color: transparent; }
.way > li:last-child::before { background: var(--tone); }
.way .ago::before { content: "· "; }
.figures { gap: 0.5rem 2.5rem; }
.figures .figure { font-size: 1.375rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.figures .tone-warn .figure { color: var(--tone); }
.mail-counts tbody th { font-size: 0.875rem; overflow-wrap: anywhere; }
.mail-counts :is(th, td).number { padding-inline: 0.75rem 0; }
@media (min-width: 40.01rem) { .mail-counts td[data-label] { width: 4.25rem; } }
@media (max-width: 40rem) {
  .mail-counts thead { display: none; }
  .mail-counts tr { display: grid; grid-template-columns: repeat(5, 1fr); padding-block: 0.5rem; border-bottom: 1px solid var(--line); }
  .mail-counts :is(th, td) { border: 0; padding: 0.125rem 0; }
  .mail-counts :is(tbody th, .statement) { grid-column: 1 / -1; }
  .mail-counts :is(th, td).number { text-align: start; padding-inline: 0; }
  .mail-counts td::before { content: attr(data-label); display: block; font-size: 0.75rem; color: var(--ink-soft); }
}
.reasons { display: grid; gap: 1rem; padding-inline-start: 1.25rem; max-width: 54rem; }
.reasons > li > * + * { margin-top: 0.25rem; }
.reasons > li::marker { color: var(--ink-soft); }
`;
