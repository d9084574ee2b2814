/** The proxies that outgoing calls go through, and what is reached without one. */
export type ProxyConfig = {
  /** For https; may hold a user and a password, so that it is never logged. */
  readonly https: string | null;
  /** For plain http. */
  readonly http: string | null;
  /** Host names, `.example.com` for a domain, or `*`. */
  readonly except: readonly string[];
};

type ProxyValues = {
  readonly HTTPS_PROXY?: string | undefined;
  readonly HTTP_PROXY?: string | undefined;
  readonly NO_PROXY?: readonly string[] | undefined;
};

/** Null without a proxy. HTTP_PROXY alone counts for https as well, as it does for Google's own library. */
export function proxyIn({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY }: ProxyValues): ProxyConfig | null {
  const https = HTTPS_PROXY ?? HTTP_PROXY ?? null;
  if (https === null) return null;
  return { https, http: HTTP_PROXY ?? null, except: NO_PROXY ?? [] };
}
