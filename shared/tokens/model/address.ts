/** The longest address (RFC 5321 §4.5.3.1.3), in characters. */
export const MAX_ADDRESS_LENGTH = 254;

/** Control characters and line separators, and the controls that turn the direction of text around. */
const CONTROLS = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** The two domains of Gmail's own accounts. Both name the same mailboxes. */
const GMAIL_DOMAINS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/**
 * Can this text be the address of a mailbox? An address is text: Google and the owner's mail server decide
 * what exists, and every place that shows or sends an address escapes it. Only the bounds are checked here:
 * length, no control characters, something on both sides of an @, and no white space outside a quoted local
 * part, so that a list of addresses is not taken for one.
 */
export function isAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  return (
    local !== '' &&
    domain !== '' &&
    text.length <= MAX_ADDRESS_LENGTH &&
    text.isWellFormed() &&
    !CONTROLS.test(text) &&
    !/\s/.test(/^".*"$/.test(local) ? domain : text)
  );
}

/**
 * Equal for the spellings of one mailbox. Upper and lower case do not differ, neither do the Unicode and the
 * ASCII form of a domain (RFC 5890). For Gmail's own domains, and only there, dots in the local part do not
 * count (support.google.com/mail/answer/7436150) and googlemail.com is gmail.com. A tag after a plus makes an
 * alias, with which nobody can sign in, so it stays a difference.
 *
 * Only ASCII letters change their case: Unicode maps some letters, such as the Kelvin sign, to ASCII letters,
 * which would make a stranger's address equal to an administrator's.
 */
export function mailboxKeyOf(address: string): string {
  const parts = partsOf(address);
  const local = inLowerCase(parts.local);
  const domain = asciiDomain(inLowerCase(parts.domain));
  return GMAIL_DOMAINS.has(domain)
    ? `${local.replaceAll('.', '')}@gmail.com`
    : `${local}@${domain}`;
}

/** Is it a domain of Gmail's own accounts? They have no administrator. Of any other domain it is not known. */
export const isGmailDomain = (domain: string): boolean => GMAIL_DOMAINS.has(domain.toLowerCase());

/** Do both address the same mailbox? */
export const isSameMailbox = (one: string, other: string): boolean =>
  mailboxKeyOf(one) === mailboxKeyOf(other);

/** The address in lower case, and at Gmail's other domain: how it may be spelt in an index of addresses. */
export function spellingsOf(address: string): readonly string[] {
  const text = address.toLowerCase();
  const { local, domain } = partsOf(text);
  return GMAIL_DOMAINS.has(domain) ? [...GMAIL_DOMAINS].map((each) => `${local}@${each}`) : [text];
}

/** The part of an address by which a Workspace is known, in lower case. */
export const domainOf = (address: string): string => partsOf(address).domain.toLowerCase();

/** A quoted local part may contain an @ itself, so the last one separates (RFC 5321 §4.1.2). */
function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) };
}

const inLowerCase = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The ASCII form of a domain; the domain itself when it is ASCII already, or no domain of the DNS. */
function asciiDomain(domain: string): string {
  // A domain with compatibility characters is spelt like another one; it stays different.
  const isInternational = /[^\0-\x7f]/.test(domain) && domain.normalize('NFKC') === domain;
  if (!isInternational || /[\s/?#:@\\%[\]]/.test(domain)) return domain;
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

/** Is this the address of a service account? Google's own end in `gserviceaccount.com`, with or without a project. */
export const isServiceAccountAddress = (text: string): boolean =>
  isAddress(text) && /(^|\.)gserviceaccount\.com$/.test(domainOf(text));
