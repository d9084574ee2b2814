// Loaded into a function that a test starts: leads the names under googleapis.com to this machine, as a DNS
// server would, and port 443 to the ports of the test's servers. Everything else is as in production: the
// clients use TLS, check the certificate against the name, and look for credentials.
import dns from 'node:dns';
import net from 'node:net';

const { GOOGLEAPIS_GRPC_PORT: grpc, GOOGLEAPIS_HTTPS_PORT: https } = process.env;
const isGoogle = (host) => /\.googleapis\.com$/.test(host);

const lookup = dns.promises.lookup;
// Only gRPC looks names up by itself; then it connects to the address.
dns.promises.lookup = async (host, options) =>
  isGoogle(host) ? [{ address: '127.0.0.1', family: 4 }] : lookup(host, options);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectHere(...args) {
  const isList = Array.isArray(args[0]);
  const [options, ...rest] = isList ? args[0] : args;
  const port = Number(options?.port) === 443 ? portFor(options.host ?? '') : undefined;
  if (port === undefined) return connect.apply(this, args);
  const here = { ...options, host: '127.0.0.1', port };
  // Node marks the normalised list with a symbol, so the list itself is changed.
  if (isList) args[0][0] = here;
  return connect.apply(this, isList ? args : [here, ...rest]);
};

function portFor(host) {
  if (isGoogle(host)) return Number(https);
  return host === '127.0.0.1' ? Number(grpc) : undefined;
}
