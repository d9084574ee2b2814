import { stringifySetCookie } from 'cookie';

/**
 * The three cookies. `session`: a signed-in administrator. `browser`: which browser began an
 * authorization. `language`: a choice made on a page.
 */
export type CookieName = 'session' | 'browser' | 'language';

/** Over https the name binds the cookie to this very host ("__Host-", RFC 6265bis §4.1.3.2). */
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
 * A Set-Cookie line: HttpOnly, and SameSite=Lax because Google's redirect back to us is a
 * navigation from another site that must bring the cookie along.
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
