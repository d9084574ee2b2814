import { once } from 'node:events';
import { createServer, request as overHttp, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export type ForwardProxy = {
  readonly url: string;
  /** What it was asked to reach, such as `google.invalid:443`. */
  readonly asked: string[];
  close(): void;
};

/** Where a name leads that only the proxy resolves; or the status with which it refuses. */
export type Route = { readonly port: number } | { readonly refuses: number };

/** A small forward proxy on loopback (RFC 9110 §9.3.6): tunnels by CONNECT, and requests in absolute form. */
export async function startProxy(route: Route): Promise<ForwardProxy> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    const { host, pathname } = new URL(incoming.url ?? '');
    asked.push(host);
    if ('refuses' in route) return response.writeHead(route.refuses).end();
    const { method, headers } = incoming;
    const at = { host: '127.0.0.1', port: route.port, path: pathname, method, headers };
    const onward = overHttp(at, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    return incoming.pipe(onward);
  });
  server.on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    if ('refuses' in route) return socket.end(`HTTP/1.1 ${route.refuses} Refused\r\n\r\n`);
    const onward = connect(route.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    return socket.on('error', () => onward.destroy());
  });
  return { ...(await listening(server)), asked };
}

async function listening(server: Server): Promise<Pick<ForwardProxy, 'url' | 'close'>> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
