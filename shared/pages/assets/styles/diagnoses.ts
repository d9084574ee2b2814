/** Diagnoses: why something fails and who acts. The reader must see the numbered steps first. */
export const DIAGNOSES = `.diagnosis > p { max-width: 54rem; }
.diagnosis > * + * { margin-top: 0.75rem; }
.diagnosis > .diagnosis-title + p { margin-top: 0.25rem; }
.mailbox .diagnosis {
  padding: 1rem clamp(0.875rem, 3vw, 1.25rem); border-radius: 10px;
  background: color-mix(in srgb, var(--tone-soft) 55%, var(--surface));
  border: 1px solid color-mix(in srgb, var(--tone) 16%, var(--surface));
}
.mailbox .diagnosis .muted, .mailbox .diagnosis dt, .mailbox .diagnosis .label { color: var(--ink); }
.mailbox .diagnosis dt { opacity: 0.85; }
.mailbox .diagnosis-title { color: var(--tone); }
.steps { counter-reset: step; list-style: none; display: grid; gap: 0.5rem; max-width: 46rem; }
.diagnosis .label + .steps { margin-top: 0.375rem; }
.steps > li { counter-increment: step; position: relative; padding-inline-start: 2rem; }
.steps > li::before {
  content: counter(step); position: absolute; inset-inline-start: 0; top: 0.0625rem;
  width: 1.375rem; height: 1.375rem; border-radius: 50%; display: grid; place-items: center;
  background: var(--surface); border: 1px solid var(--line); color: var(--ink-soft);
  font-size: 0.75rem; font-weight: 600; line-height: 1; font-variant-numeric: tabular-nums;
}
.ready-message > summary { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 550; color: var(--accent); }
.ready-message > summary::before { content: "▸"; }
.ready-message[open] > summary::before { content: "▾"; }
.ready-message-text { margin-top: 0.75rem; padding: 0.875rem 1rem; border-radius: 10px; background: var(--surface); border: 1px solid var(--line); }
.ready-message-text > * + *, .ready-message > details { margin-top: 0.75rem; }
.copyable-row:has(textarea) { flex-direction: column; align-items: flex-start; }
.ready-message textarea { min-height: 12rem; max-height: 28rem; field-sizing: content; font-size: 0.875rem; }
.diagnosis + .ready-message { margin-top: 0.875rem; }
.answer > * + * { margin-top: 0.875rem; }
.answer { scroll-margin-top: 1rem; }
.connector-values > summary { font-weight: 550; }
.steps .text-link { display: inline; }
.steps .text-link .icon { display: inline-block; margin-inline-start: 0.375rem; vertical-align: -0.125em; }
.error .lead { color: var(--ink); }
.compare { display: grid; gap: 0.75rem; padding: 0.875rem 1rem; border-radius: 10px; background: var(--sunken); }
.compare dt { font-size: 0.75rem; color: var(--ink-soft); }
.compare dd { font-size: 0.875rem; font-weight: 600; }
.card > .label + .points { margin-top: 0.25rem; }
.reference { padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.75rem; color: var(--ink-soft); }
.other-language > summary { font-size: 0.875rem; }
.other-language > .card { margin-top: 0.75rem; }
`;
