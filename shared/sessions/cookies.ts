import { stringifySetCookie } from 'cookie';

/**
 * Our cookies. `session`: a signed-in administrator. `sign_in`: the trips to Google that this browser began
 * to sign in, sealed. `browser`: the browser that began an authorization. `language`: the language chosen on
 * a page. `link` and `links`: the link, or the links of a group, that was just made, sealed. `secret`: the secret of a caller that was just made, sealed.
 * `return`: the path to return to after signing in.
 */
export type CookieName =
  | 'session'
  | 'sign_in'
  | 'browser'
  | 'language'
  | 'link'
  | 'links'
  | 'secret'
  | 'return';

/** Over https the prefix `__Host-` binds the cookie to this exact host (RFC 6265bis §4.1.3.2). */
const nameOf = (name: CookieName, secure: boolean): string =>
  secure ? `__Host-connector_${name}` : `connector_${name}`;

export function readCookie(
  cookies: Readonly<Record<string, string | undefined>>,
  name: CookieName,
  baseUrl: string,
): string | undefined {
  return cookies[nameOf(name, isSecure(baseUrl))];
}

/**
 * Makes a Set-Cookie value: HttpOnly, and SameSite=Lax because the browser must send the cookie with
 * Google's redirect back to us, which is a navigation from another site.
 *
 * @param maxAge seconds; 0 removes the cookie
 */
export function setCookie(
  name: CookieName,
  value: string,
  { baseUrl, maxAge }: { baseUrl: string; maxAge: number },
): string {
  const secure = isSecure(baseUrl);
  return stringifySetCookie({
    name: nameOf(name, secure),
    value,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge,
  });
}

const isSecure = (baseUrl: string): boolean => baseUrl.startsWith('https:');
