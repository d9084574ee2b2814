/** What stands before the @ of an address, in lower case; empty: it has no @. */
export const localPartOf = (address: string): string =>
  address.slice(0, Math.max(address.lastIndexOf('@'), 0)).toLowerCase();

/** What stands after the @ of an address, in lower case; without an @ it is the whole. */
export const domainOf = (address: string): string =>
  address.slice(address.lastIndexOf('@') + 1).toLowerCase();
