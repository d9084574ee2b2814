/** Cards: the mailboxes, banners, the empty list, and pages with one answer. */
export const CARDS = `.card {
  padding: clamp(1.125rem, 4vw, 1.75rem); background: var(--surface);
  border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow);
}
.card > * + * { margin-top: 1rem; }
.mailboxes, .results { display: grid; gap: 0.875rem; list-style: none; }
.mailboxes > li, .results > li { min-width: 0; }
.mailbox { padding: 1.125rem clamp(1.125rem, 4vw, 1.5rem); }
.mailbox-head { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: 0.5rem 1.25rem; }
.mailbox-head > div { flex: 1 1 16rem; min-width: 0; }
.mailbox-head > .strip { margin-top: 0.125rem; }
.mailbox-address { font-size: 1.0625rem; }
.mailbox-may { color: var(--ink-soft); font-size: 0.875rem; }
.status {
  display: inline-flex; align-items: center; gap: 0.375rem; padding: 0.125rem 0.625rem 0.125rem 0.5rem;
  border-radius: 99px; background: var(--tone-soft); color: var(--tone);
  font-size: 0.8125rem; font-weight: 600; white-space: nowrap;
}
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; font-size: 0.875rem; }
.facts .actor { font-weight: 600; }
.facts dt { font-size: 0.75rem; color: var(--ink-soft); }
.facts .rest { flex: 1 1 6rem; min-width: 0; }
.facts summary { color: var(--ink); }
.tags { display: flex; flex-wrap: wrap; gap: 0.375rem; padding-block: 0.5rem 0.125rem; list-style: none; }
.tags li { padding: 0.0625rem 0.5rem; border-radius: 6px; background: var(--sunken); font-size: 0.8125rem; }
.tags li.muted { background: none; padding-inline: 0.125rem; }
.mailbox-foot { display: flex; flex-wrap: wrap; align-items: flex-end; gap: 0.875rem 2rem; }
.mailbox-foot > .facts { flex: 1 1 18rem; min-width: 0; }
.mailbox-foot > .actions > .danger { margin-inline-end: -0.625rem; }
@media (max-width: 48rem) {
  .mailbox-foot > .facts, .mailbox-foot > .actions { flex: 1 0 100%; }
  .mailbox-foot > .actions { gap: 0.375rem; }
  .mailbox-foot > .actions .button { padding-inline: 0.6875rem; font-size: 0.8125rem; }
  .facts { column-gap: 1.5rem; }
  .facts .rest { flex-basis: 3rem; }
  .facts .rest:has([open]) { flex-basis: 100%; }
  .mailbox-foot > .actions > .danger { margin-inline-start: auto; }
}
.notice {
  display: flex; gap: 0.75rem; padding: 0.875rem 1.125rem; border-radius: var(--radius);
  background: var(--tone-soft); border: 1px solid color-mix(in srgb, var(--tone) 22%, transparent);
}
.notice > .icon { color: var(--tone); width: 1.125rem; height: 1.125rem; margin-top: 0.1875rem; }
.notice-text { flex: 1; min-width: 0; }
.notice-text > * + * { margin-top: 0.625rem; }
.notice-text li + li { margin-top: 0.375rem; }
.notice .muted { color: var(--ink); font-size: 0.8125rem; }
.empty { padding-block: clamp(1.75rem, 6vw, 3rem); }
.empty-inner { max-width: 34rem; margin-inline: auto; }
.empty-inner > * + * { margin-top: 1rem; }
.empty-inner > h2 + .muted { margin-top: 0.25rem; }
.empty-inner > .button { margin-top: 1.5rem; }
.empty-mark, .visit-mark {
  display: grid; place-items: center; width: 3rem; height: 3rem; border-radius: var(--radius);
  background: var(--accent-soft); color: var(--accent); font-size: 1.375rem;
}
.visit-mark { background: var(--tone-soft); color: var(--tone); }
.visit > .other-language { margin-top: 1rem; }
.visit .card > * + * { margin-top: 1rem; }
.visit { max-width: 27rem; margin-inline: auto; margin-top: clamp(0rem, 8vh, 5rem); }
.subject { font-size: 1.0625rem; font-weight: 600; }
.points { padding-inline-start: 1.25rem; }
.points li + li { margin-top: 0.375rem; }
.points li::marker { color: var(--ink-soft); }
`;
