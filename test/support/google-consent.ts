/** What a person does at the emulated Google, without a browser. */
export type ConsentAs = {
  /** The authorization URL of the product. */
  authorizationUrl: string | URL;
  /** The address to click in the account chooser, or to type if it is unknown. */
  account: string;
  /** The boxes to tick, all by default. */
  scopes?: 'all' | string[];
  /** Whether to press Cancel instead of Continue. */
  cancel?: boolean;
  /** Pass the same browser again to come back signed in. */
  browser?: Browser;
};

/** A cookie jar with one open page. It follows redirects within one origin only. */
export type Browser = {
  open(url: string | URL, init?: RequestInit): Promise<{ url: URL; response: Response }>;
};

/**
 * Signs in, ticks, presses Continue (or Cancel).
 *
 * @returns the URL that Google redirects back to, not followed
 * @throws GoogleRefusal when Google renders an error page instead
 */
export async function consentAs(request: ConsentAs): Promise<URL> {
  const browser = request.browser ?? openBrowser();
  const [base = ''] = new URL(request.authorizationUrl).href.split('/o/oauth2/');
  const isAtGoogle = () => url.href.startsWith(`${base}/`);
  let { url, response } = await browser.open(request.authorizationUrl);
  if (isAtGoogle() && !url.pathname.endsWith('/consent')) {
    ({ url, response } = await chooseAccount(browser, url, { response, ...request }));
  }
  if (isAtGoogle() && url.pathname.endsWith('/consent')) {
    ({ url, response } = await decide(browser, url, { response, ...request }));
  }
  if (isAtGoogle()) throw new GoogleRefusal(await response.text(), response.status);
  return url;
}

type Page = ConsentAs & { response: Response };

async function chooseAccount(browser: Browser, url: URL, { response, account }: Page) {
  if (!response.ok) return { url, response };
  return browser.open(url, submit({ account }));
}

async function decide(browser: Browser, url: URL, page: Page) {
  if (!page.response.ok) return { url, response: page.response };
  const markup = await page.response.clone().text();
  const offered = [...markup.matchAll(/name="scope" value="([^"]+)"/g)].map(
    ([, scope = '']) => scope,
  );
  const { scopes = 'all', cancel = false } = page;
  const ticked = scopes === 'all' ? offered : scopes.filter((scope) => offered.includes(scope));
  const form = new URLSearchParams(ticked.map((scope): [string, string] => ['scope', scope]));
  form.set(cancel ? 'cancel' : 'allow', '1');
  return browser.open(url, submit(form));
}

function submit(form: URLSearchParams | Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(form) };
}

/** Google shows an error page. The message has its "Error 400: …" line. */
export class GoogleRefusal extends Error {
  /** All that a person sees of it. */
  readonly words: string;

  constructor(markup: string, status: number) {
    super(`Google shows: ${/Error \d{3}: \w+/.exec(markup)?.[0] ?? `HTTP ${status}`}`);
    this.words = markup
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
  }
}

type Cookie = { name: string; value: string; path: string };

/**
 * A browser without a screen that keeps cookies by path and stops at the first foreign origin.
 *
 * @param always headers of every request, such as the languages that the browser prefers
 */
export function openBrowser(always: Readonly<Record<string, string>> = {}): Browser {
  const jar: Cookie[] = [];
  const open: Browser['open'] = async (address, init = {}) => {
    const url = new URL(address);
    const cookie = cookiesFor(jar, url.pathname);
    const headers = { ...always, ...Object.fromEntries(new Headers(init.headers)), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    const location = response.headers.get('location');
    if (location === null) return { url, response };
    const target = new URL(location, url);
    return isElsewhere(url, target) ? { url: target, response } : open(target);
  };
  return { open };
}

/** The product may share the origin of the emulated Google, whose path then differs. */
function isElsewhere(from: URL, to: URL): boolean {
  if (from.origin !== to.origin) return true;
  const base = from.pathname.replace(/\/(o\/oauth2|signin)\/.*$/, '/');
  return !to.pathname.startsWith(base);
}

function cookiesFor(jar: Cookie[], pathname: string): string {
  return jar
    .filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

function keep(jar: Cookie[], line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '/';
  const old = jar.findIndex((cookie) => cookie.name === name && cookie.path === path);
  if (old >= 0) jar.splice(old, 1);
  if (value !== '') jar.push({ name, value, path });
}
