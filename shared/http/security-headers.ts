/** The origins to which a form may lead: ours and, through our redirects, that of Google's consent page. */
export type Origins = { readonly baseUrl: string; readonly authorization: string };

/**
 * The headers of every answer, following OWASP's Secure Headers. Chromium applies `form-action` also to
 * the redirects that follow a form, so the policy has to name Google's origin.
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
    // Not no-referrer, which would also set the Origin header of our own forms to null.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(baseUrl.startsWith('https:') && {
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    }),
  };
}
