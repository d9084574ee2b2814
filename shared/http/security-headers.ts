/** Where a form may lead: to us, and (through our redirects) to Google's consent page. */
export type Origins = { readonly baseUrl: string; readonly authorization: string };

/**
 * The headers of every answer, after OWASP's Secure Headers. Chromium applies `form-action` to the
 * redirects that follow a form, so Google's origin has to be named.
 */
export function securityHeaders({ baseUrl, authorization }: Origins): Record<string, string> {
  const google = new URL(authorization).origin;
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `form-action 'self' ${google}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    // Not no-referrer: that would also blank the Origin of our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(baseUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  };
}
