/** Form fields, choice cards, and values to copy. */
export const FORMS = `.form > * + * { margin-top: 1.5rem; }
.form > [type="hidden"] + * { margin-top: 0; }
.form > .actions + .small { margin-top: 0.75rem; }
fieldset { border: 0; min-width: 0; }
legend, .field > label { padding: 0; font-weight: 600; }
.field > label .muted { font-weight: 400; font-size: 0.8125rem; margin-inline-start: 0.25rem; }
.field > * + * { margin-top: 0.375rem; }
input:not([type="radio"], [type="checkbox"]), textarea {
  display: block; width: 100%; min-height: 2.5rem; padding: 0.5rem 0.75rem;
  font: inherit; font-size: 1rem; color: var(--ink); background: var(--surface);
  border: 1px solid var(--edge); border-radius: var(--radius-small);
}
input[type="hidden"] { display: none; }
textarea { resize: vertical; min-height: 5.5rem; line-height: 1.5; }
input::placeholder { color: var(--ink-soft); opacity: 1; }
input:not([type="radio"], [type="checkbox"]):focus-visible, textarea:focus-visible { border-radius: var(--radius-small); outline-offset: 0; border-color: var(--accent); }
select {
  display: block; width: 100%; min-height: 2.5rem; padding: 0.375rem 0.5rem; font: inherit; font-size: 0.9375rem;
  color: var(--ink); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-small);
}
.method-forms { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
.method-forms > * > * + * { margin-top: 0.5rem; }
.method-forms > * + * { padding-top: 1.25rem; border-top: 1px solid var(--line); }
.select-row { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.select-row > :is(select, input) { flex: 1 1 14rem; width: auto; min-width: 0; max-width: 100%; }
input[aria-invalid="true"], textarea[aria-invalid="true"] { border-color: var(--bad); }
.wrong { display: flex; align-items: center; gap: 0.375rem; color: var(--bad); font-size: 0.875rem; font-weight: 550; }
.choice > * + * { margin-top: 0.75rem; }
.choice-cards { display: grid; gap: 0.5rem; }
.choice-card {
  position: relative; display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 0.75rem;
  padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: 10px;
  transition: background-color 120ms ease, border-color 120ms ease;
}
.choice-card:hover { border-color: var(--edge); }
.choice-card:has(:checked) { border-color: var(--accent); background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.choice-card:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
.choice-card input { width: 1.125rem; height: 1.125rem; margin: 0.1875rem 0 0; accent-color: var(--accent); outline: none; }
.choice-card label { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 0.75rem; cursor: pointer; }
/* The whole card is the label, as far as a finger can tell. */
.choice-card label::after { content: ""; position: absolute; inset: 0; }
.choice-name { font-weight: 600; }
.choice-card > div { grid-column: 2; color: var(--ink-soft); font-size: 0.875rem; }
.choice-card .scopes { margin-top: 0.25rem; font-size: 0.75rem; }
.choice-card .scopes code { display: block; }
/* Above the label that covers the card, so that a scope can be selected. */
.choice-card .scopes { position: relative; z-index: 1; width: fit-content; user-select: text; }
.guidance { display: grid; gap: 0.625rem; margin-top: 0.625rem; }
.guidance > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 0.125rem 0.75rem; align-items: baseline; }
.guidance-card > details > summary { font-size: 0.9375rem; color: var(--ink); }
.guidance-card > details > * + * { margin-top: 0.5rem; }
.guidance-card > details > p { max-width: 46rem; font-size: 0.9375rem; color: var(--ink-soft); }
details.small > .console-values { margin-top: 0.75rem; }
.tag { padding: 0 0.5rem; border-radius: 99px; font-size: 0.75rem; line-height: 1.6; background: var(--off-soft); color: var(--off); white-space: nowrap; }
.tag.class_sensitive { background: var(--accent-soft); color: var(--accent); }
.tag.class_restricted { background: var(--warn-soft); color: var(--warn); }
.choice-card:has(:checked) .tag { background: var(--surface); }
/* A key belongs to one of the two choices only. */
.form:has(#signing-keyless:checked) > .key-fields { display: none; }
/* What only an Outbound Message needs. */
.caller-form:not(:has(#proof-outbound:checked)) > .outbound-fields { display: none; }
.outbound-fields > * + * { margin-top: 1.25rem; }
.mapping { min-height: 7rem; font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.875rem; }
.properties dd { overflow-wrap: anywhere; }
/* A choice that has a field of its own: it lies above the card's label. */
.choice-card > .start-date { position: relative; display: none; grid-column: 2; margin-top: 0.5rem; color: var(--ink); }
.choice-card:has(> :checked) > .start-date { display: block; }
.choice-card > .start-date > input { width: 100%; max-width: 14rem; height: auto; margin-top: 0.25rem; }
/* The fields of a login that belong to another way of logging in. */
.org-form:has(#login-secret:checked) :is(.of-certificate, .of-made, .of-own),
.org-form:has(#login-made:checked) :is(.of-secret, .of-own),
.org-form:has(#login-own:checked) :is(.of-secret, .of-made) { display: none; }
.steps .copyable, .field > .facts + .actions { margin-top: 0.75rem; }
.key-fields > * + *, .key-fields details > .field { margin-top: 0.875rem; }
.form > .key-fields { margin-top: 1.25rem; }
.form.inner { margin-top: 1rem; }
.form.inner > * + * { margin-top: 1.25rem; }
.policies > summary { cursor: pointer; }
.policies > summary > .tag { margin-inline-start: 0.5rem; font-weight: 400; }
.policies > .field { margin-top: 1.25rem; }
textarea.low { min-height: 4rem; field-sizing: content; }
input[type="file"] { padding: 0.4375rem 0.5rem; font-size: 0.875rem; }
input[type="file"]::file-selector-button {
  margin-inline-end: 0.75rem; padding: 0.25rem 0.75rem; font: inherit; font-weight: 550; color: var(--ink);
  background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; cursor: pointer;
}
.console-values > * + * { margin-top: 1rem; }
.refusal > h2 { font-size: 1rem; color: var(--tone); }
.refusal .compare, .refusal .steps > li::before { background: var(--surface); }
.confirm { max-width: 20rem; }
.confirm > summary { display: block; width: fit-content; margin-inline-start: auto; padding: 0.375rem 0.625rem; border-radius: var(--radius-small); font-weight: 550; font-size: 0.875rem; }
.confirm > summary:hover { background: var(--bad-soft); color: var(--bad); }
.confirm > form > * + * { margin-top: 0.5rem; }
.fingerprint > summary { font-size: 0.8125rem; }
.keys .tag { font-weight: 600; }
details.small > p { margin-top: 0.5rem; }
.copyable { display: block; }
.copyable-row { display: flex; gap: 0.5rem; margin-top: 0.25rem; }
.copyable-row input { min-width: 0; flex: 1; font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.8125rem; }
.copyable-row .button { flex: none; min-width: 5.5rem; }
@media (max-width: 30rem) { .guidance > div { grid-template-columns: minmax(0, 1fr); } .copyable-row { flex-wrap: wrap; } .copyable-row input { flex-basis: 100%; } }
`;
