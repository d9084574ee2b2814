export { isAdmin } from './admins.ts';
export { readCookie, setCookie } from './cookies.ts';
export { openSealedCookie } from './sealed-cookie.ts';
export {
  openSession,
  SESSION_SECONDS,
  type Session,
  sealSession,
  signedInAtOf,
} from './session.ts';
export {
  openShownLink,
  SHOWN_LINK_SECONDS,
  sealShownLink,
} from './shown-link.ts';
export { MOST_SHOWN_LINKS, openShownLinks, sealShownLinks } from './shown-links.ts';
export { openShownSecret, SHOWN_SECRET_SECONDS, sealShownSecret } from './shown-secret.ts';
