import { systemCodeOf } from '../errors.ts';

/**
 * Why a call got no answer, as a code for the log and the diagnosis: the code of the operating system, of TLS or
 * of Node. Its message is our own, since Node's may quote what was sent.
 */
export class NetworkFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string = code) {
    super(message);
    this.code = code;
  }
}

/** What Node knows of the address that it tried to reach. */
type Dialled = {
  readonly hostname?: string;
  readonly port?: number;
  readonly statusCode?: number;
  readonly errors?: readonly Error[];
};

/**
 * The failure of a request that was sent to `url`, or to the proxy before it: then its code begins with
 * `PROXY_`, followed by the HTTP status or the code of the connection to the proxy.
 */
export function networkFailure(thrown: Error, url: URL, isProxied: boolean): NetworkFailure {
  if (thrown instanceof NetworkFailure) return thrown;
  const about = thrown as Dialled;
  const code = systemCodeOf(thrown) ?? 'UNKNOWN';
  if (code === 'ERR_PROXY_TUNNEL')
    return new NetworkFailure(`PROXY_${about.statusCode ?? 'TUNNEL'}`);
  if (isProxied && isElsewhere(about, url)) return new NetworkFailure(`PROXY_${code}`);
  return new NetworkFailure(code);
}

/** Was another address dialled than that of the URL? */
function isElsewhere({ hostname, port, errors }: Dialled, url: URL): boolean {
  const dialled = port ?? (errors?.[0] as Dialled | undefined)?.port;
  if (hostname !== undefined && hostname !== url.hostname) return true;
  return dialled !== undefined && dialled !== portOf(url);
}

const portOf = ({ port, protocol }: URL): number =>
  Number(port || (protocol === 'https:' ? 443 : 80));

/**
 * The code of a network failure in what a library threw, also when the library wrapped it. Null: there is none,
 * or it is not a plain code, which could be a text with a secret in it.
 */
export function networkCodeIn(thrown: unknown): string | null {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  const code = systemCodeOf(cause) ?? systemCodeOf(thrown);
  return code !== null && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : null;
}
