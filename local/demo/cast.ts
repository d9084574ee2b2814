/** Mailboxes that fail for one reason, or none. */
export type Troop = {
  /** The switch of the emulated Google that is on for them; null: nothing is wrong with them. */
  readonly fault: string | null;
  /** Who is asked when it shows: the token endpoint, at a refresh, or Gmail, at a check. */
  readonly shownBy: 'refresh' | 'check';
  /** How many of ten thousand. */
  readonly share: number;
  /** Where they are; the switch is then on for the whole domain. Null: anywhere. */
  readonly domain: string | null;
  /** For how many days it has been so, at most. */
  readonly days: number;
};

const scattered = (fault: string, shownBy: Troop['shownBy'], share: number): Troop => ({
  ...{ fault, shownBy, share },
  domain: null,
  days: 20,
});
const inDomain = (domain: string, troop: Omit<Troop, 'domain'>): Troop => ({ ...troop, domain });

/** What goes wrong among ten thousand mailboxes in a month. The rest works. */
export const TROOPS: readonly Troop[] = [
  scattered('revoked', 'refresh', 46),
  scattered('account_disabled', 'refresh', 9),
  scattered('account_deleted', 'refresh', 4),
  scattered('insufficient_scopes', 'check', 5),
  scattered('user_rate_limited', 'check', 3),
  inDomain('small.example.jp', {
    fault: 'admin_policy_enforced',
    shownBy: 'refresh',
    share: 20,
    days: 2,
  }),
  inDomain('secure.example.com', {
    fault: 'invalid_rapt',
    shownBy: 'refresh',
    share: 18,
    days: 5,
  }),
  inDomain('lab.example.com', { fault: 'gmail_disabled', shownBy: 'check', share: 14, days: 9 }),
  inDomain('branch.example.jp', {
    fault: 'domain_policy',
    shownBy: 'check',
    share: 12,
    days: 1,
  }),
  inDomain('sandbox.example.com', {
    fault: 'gmail_api_off',
    shownBy: 'check',
    share: 8,
    days: 3,
  }),
];

export const WELL: Troop = {
  fault: null,
  shownBy: 'check',
  share: 0,
  domain: null,
  days: 30,
};

const DOMAINS = [
  'emea.example.com',
  'apac.example.com',
  'us.example.com',
  'osaka.example.jp',
  'tokyo.example.jp',
];
const DESKS = ['support', 'orders', 'billing', 'service', 'returns', 'spares', 'desk', 'shop'];

/** How many mailboxes of a troop are among so many: at least one, so that a small demo shows every cause. */
export const countOf = ({ share }: Troop, mailboxes: number): number =>
  Math.max(1, Math.round((share * mailboxes) / 10_000));

/** The address of the nth mailbox: of a troop of one domain, or of one that is anywhere. */
export function addressOf(nth: number, domain: string | null): string {
  const desk = DESKS[nth % DESKS.length];
  const place = domain ?? DOMAINS[Math.floor(nth / DESKS.length) % DOMAINS.length];
  const number = Math.floor(nth / (DESKS.length * (domain ? 1 : DOMAINS.length))) + 1;
  return `${desk}-${number}@${place}`;
}
