// Tests connect to this machine only. Loaded into Jest and into every process that a test starts; it refuses
// every address but loopback before a packet leaves.
import net from 'node:net';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/i;

/** Jest loads this again for each test file over the same `net`; nested guards would keep every file alive. */
const GUARDED = Symbol.for('connector.guarded-connect');
const connect = net.Socket.prototype.connect[GUARDED] ?? net.Socket.prototype.connect;

net.Socket.prototype.connect = function connectLoopbackOnly(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const path = typeof options === 'object' ? options.path : undefined;
  const host =
    typeof options === 'object'
      ? (options.host ?? 'localhost')
      : typeof args[1] === 'string'
        ? args[1]
        : 'localhost';
  if (!path && !LOOPBACK.test(host)) {
    throw new Error(`A test tried to reach ${host}: only loopback is allowed`);
  }
  return connect.apply(this, args);
};
net.Socket.prototype.connect[GUARDED] = connect;
