import { consentAs, openBrowser } from './google-consent.ts';

/** A person with a browser that keeps our cookies and follows no redirect by itself. */
export type Person = {
  get(path: string, headers?: Record<string, string>): Promise<Seen>;
  submit(path: string, fields?: Record<string, string>): Promise<Seen>;
  /** Any request of the same browser. */
  send(path: string, init: RequestInit): Promise<Seen>;
  /** The cookies as a header, for a request made by hand. */
  cookies(): string;
  setCookie(name: string, value: string): void;
  /** The same browser with its cookies, at another address of the product. */
  at(baseUrl: string): Person;
};

export type Seen = {
  readonly status: number;
  readonly headers: Headers;
  readonly location: string;
  readonly text: string;
};

export function person(baseUrl: string, jar = new Map<string, string>()): Person {
  const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = async (path: string, init: RequestInit): Promise<Seen> => {
    const url = new URL(path, baseUrl);
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie: cookies() };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get('location') ?? '';
    return {
      status: response.status,
      headers: response.headers,
      location,
      text: await response.text(),
    };
  };
  return {
    cookies,
    send,
    at: (another) => person(another, jar),
    setCookie: (name, value) => jar.set(name, value),
    get: (path, headers = {}) => send(path, { headers }),
    submit: (path, fields = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields) }),
  };
}

/** An administrator who signed in with Google. */
export async function signedIn(baseUrl: string, account = 'admin@example.com'): Promise<Person> {
  const admin = person(baseUrl);
  const { location } = await admin.submit('/setup-page/sign-in');
  const callback = await consentAs({ authorizationUrl: location, account });
  await admin.get(callback.href);
  return admin;
}

/** The token in every form of a signed-in person. */
export async function formToken(admin: Person): Promise<string> {
  const { text } = await admin.get('/setup-page/connect');
  return /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

export type ConsentOptions = {
  readonly account: string;
  readonly query?: string;
  readonly scopes?: string[];
  readonly cancel?: boolean;
  /** Of the browser that goes through Google, such as the languages that it prefers. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** Goes from our authorization URL through Google. Returns the page of the callback. */
export async function connectMailbox(admin: Person, options: ConsentOptions): Promise<Seen> {
  const callback = await goThroughGoogle(admin, options);
  return admin.get(callback.href);
}

/** Goes through Google up to the redirect to our callback, which it does not follow. */
export async function goThroughGoogle(admin: Person, options: ConsentOptions): Promise<URL> {
  const { account, query = 'profile=probe', scopes = 'all', cancel = false, headers } = options;
  const form_token = await formToken(admin);
  const fields = { ...Object.fromEntries(new URLSearchParams(query)), form_token };
  const { location } = await admin.submit('/setup-page/connect', fields);
  const browser = openBrowser(headers);
  return consentAs({ authorizationUrl: location, account, scopes, cancel, browser });
}

/** The connection's id, read from the links of the list. */
export async function connectionIdOf(admin: Person, address?: string): Promise<string> {
  const { text } = await admin.get('/setup-page');
  if (address === undefined) return /\/connections\/([\w-]+)/.exec(text)?.[1] ?? '';
  const link = text.lastIndexOf('/connections/', text.indexOf(`>${address}<`));
  return /^\/connections\/([\w-]+)/.exec(text.slice(link))?.[1] ?? '';
}

/** Presses "Check now" on a mailbox. Returns the page that it leads to. */
export async function checkNow(admin: Person, connectionId: string): Promise<Seen> {
  const form_token = await formToken(admin);
  const path = `/setup-page/connections/${connectionId}/probe`;
  return admin.get((await admin.submit(path, { form_token })).location);
}

/** Disconnects a mailbox by its form. */
export async function disconnectMailbox(admin: Person, connectionId: string): Promise<Seen> {
  const form_token = await formToken(admin);
  return admin.submit(`/setup-page/connections/${connectionId}/disconnect`, { form_token });
}
