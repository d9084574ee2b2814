/** What filters, firewalls, proxies and hotspots call themselves on the pages with which they answer in another's place. */
const MAKERS =
  /zscaler|forti(?:gate|guard|net|web)|fgtauth|blue ?coat|forcepoint|websense|cisco umbrella|opendns|palo alto networks|web page blocked|sophos|barracuda|user ?check|squid|cache administrator|requested url could not be retrieved|netskope|skyhigh|mcafee web gateway|iboss|cloudflare (?:gateway|zero trust|warp)|cloudflareaccess|sonicwall|watchguard|i-filter|intersafe|captive ?portal|network log[- ]?in|hotspot|wi-?fi|閲覧が(?:制限|規制)|アクセスが規制/i;

/** Enough to hold the title and the first words of a page. */
const BEGINNING = 16 * 1024;

/** Whether a text is a page (HTML) instead of an answer in JSON. */
export const isPage = (text: string): boolean =>
  /^\s*(?:<!--[^>]*-->\s*)?<(?:!doctype|html|head|body|meta|script|title)\b/i.test(
    text.slice(0, 2000),
  );

/** Whether a page or text comes from a device of the network, in the place of the server that was called. */
export const isForeignPage = (text: string): boolean => MAKERS.test(text.slice(0, BEGINNING));
