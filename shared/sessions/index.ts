export { isAdmin } from './admins.ts';
export { readCookie, setCookie } from './cookies.ts';
export { openSealedCookie } from './sealed-cookie.ts';
export { openSession, SESSION_SECONDS, type Session, sealSession } from './session.ts';
export {
  openShownLink,
  SHOWN_LINK_SECONDS,
  sealShownLink,
} from './shown-link.ts';
