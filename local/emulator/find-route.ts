/** A route by which an emulator finds what answers a request. */
type Route = { readonly method: string; readonly path: RegExp };

type Asked = { readonly method: string; readonly path: string };

/**
 * The route of a request. HEAD is answered as GET is (RFC 9110 §9.3.2).
 *
 * @returns the status of the refusal where there is none: 404 for the path, 405 for the method alone
 */
export function findRoute<Of extends Route>(
  routes: readonly Of[],
  { method, path }: Asked,
): Of | 404 | 405 {
  const matching = routes.filter((route) => route.path.test(path));
  if (matching.length === 0) return 404;
  const wanted = method === 'HEAD' ? 'GET' : method;
  return matching.find((route) => route.method === wanted) ?? 405;
}
