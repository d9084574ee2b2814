import { isForeignPage, isPage } from '../network/foreign-page.ts';

/** What programs say of a connection that failed, and Node's code for it, the most specific first. */
const WORDS: readonly (readonly [code: string, words: RegExp])[] = [
  [
    'PROXY_TUNNEL',
    /proxy authentication required|\b407\b|tunneling socket|proxy (connect|tunnel)|err_proxy|err_tunnel_connection/i,
  ],
  ['PROXY_TUNNEL', /received http code \d{3} from proxy|proxyerror|cannot connect to proxy/i],
  ['SELF_SIGNED_CERT_IN_CHAIN', /self[- ]signed certificate in certificate chain/i],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /self[- ]signed certificate/i],
  [
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    /unable to (verify the first|get local issuer) certificate|certificate_verify_failed|certificate verify failed|unknown ca\b|pkix path building failed|err_cert_authority_invalid|x509:|certificate_unknown|remotecertificate/i,
  ],
  ['CERT_HAS_EXPIRED', /certificate (has expired|is not yet valid|expired)|err_cert_date_invalid/i],
  [
    'CERT_ALTNAME_INVALID',
    /altnames|hostname mismatch|does not match (certificate|target host)|err_cert_common_name_invalid/i,
  ],
  // A handshake that takes too long was begun by both: the network is slow.
  ['ECONNRESET', /handshake (?:operation )?(?:timed? ?out)|\bwinerror 10054\b/i],
  [
    'EPROTO',
    /wrong version number|ssl handshake|tls handshake|handshake failure|secure tls connection was established|sslerror|ssl_error/i,
  ],
  ['EAI_AGAIN', /temporary failure in name resolution|try again later \(dns\)/i],
  [
    'ENOTFOUND',
    /getaddrinfo|could not resolve host|name or service not known|nodename nor servname|no such host|name resolution|dns error|curl error 6\b|winerror 11001|err_name_not_resolved|nxdomain|unknownhostexception|could not be resolved|\bdns\b[^.\n]{0,30}(?:fail|error|lookup|resol|time|not found|server|refused)/i,
  ],
  [
    'ECONNREFUSED',
    /connection ?refused|err_connection_refused|tcp connect error|curl error 7\b|winerror 1006[01]|no connection could be made|(?:failed to|unable to|could ?n[o']t|can ?not) (?:connect|establish a new connection)|client error \(connect\)|connectexception/i,
  ],
  // A program’s own patience, of seconds.
  ['UND_ERR_CONNECT_TIMEOUT', /connecttimeout|connect timeout/i],
  ['ETIMEDOUT', /connect(?:ion)?[\w ]{0,20} timed? ?out|err_connection_timed_out/i],
  [
    'ENETUNREACH',
    /network is unreachable|no route to host|host is unreachable|err_internet_disconnected/i,
  ],
  [
    'ECONNRESET',
    /timed out|timeout|deadline exceeded|connection (?:was )?reset|connection closed|empty reply|socket hang up|econnaborted|broken pipe|err_connection_reset|other side closed|unexpected(?:ly)? (?:close|disconnect)|closedafterconnect|socket error: ?eof|unexpected eof|\bgoaway\b|enhance_your_calm|err_http2|refused_stream|remote end closed|remotedisconnected|connection aborted|incompleteread|premature close|socket (?:is |was |has been )?closed|forcibly closed|curl error (?:28|52|55|56)\b|connection (?:is )?not available|connection lost|server closed the connection/i,
  ],
];

/** Whole words, since TLSSocket is Node’s name for every encrypted connection. */
const OF_TLS = /before secure tls|\b(?:ssl|tls)\b|ssl_|handshake/i;

/** Codes of Node, OpenSSL and undici. */
const CODE =
  /\b(E(?:NOTFOUND|AI_[A-Z]+|CONNREFUSED|CONNRESET|CONNABORTED|TIMEDOUT|HOSTUNREACH|NETUNREACH|NETDOWN|ACCES|PERM|PROTO|PIPE)|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|UNABLE_TO_(?:VERIFY|GET|DECRYPT)_[A-Z_]+|CERT_[A-Z_]+|HOSTNAME_MISMATCH|ERR_(?:TLS|SSL|PROXY)_[A-Z_]+|UND_ERR_[A-Z_]+)\b/;

/** The frames of a stack: the names of functions and files in them say nothing. */
const FRAMES = /^[ \t]*at [^\n]{0,300}$/gm;

/** The code of a network failure in what a program said of it; null: it says nothing of the network. */
export function networkCodeOf(said: string): string | null {
  const text = said.replaceAll(FRAMES, '');
  const worded = (only: RegExp): string | null =>
    WORDS.find(([code, words]) => only.test(code) && words.test(text))?.[0] ?? null;
  // First, because a program also names the code of the connection to the proxy.
  const ofProxy = worded(/^PROXY_/);
  if (ofProxy) return ofProxy;
  const code = CODE.exec(text)?.[1];
  if (code === undefined) return worded(/./);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'CERT_ALTNAME_INVALID';
  if (code.startsWith('UND_ERR_')) return code === 'UND_ERR_CONNECT_TIMEOUT' ? code : 'ECONNRESET';
  // A connection that ends before TLS stands is refused by a firewall.
  return code === 'ECONNRESET' && OF_TLS.test(text) ? 'TLS_RESET' : code;
}

/** Statuses with which only something between us and Google or Salesforce answers a page. */
const isFromElsewhere = (status: number | null): boolean =>
  status !== null && (status < 400 || status === 407 || status === 511);

/** The code for a page that came in the place of an answer; null: it is none, or the server’s own. */
export function pageCodeOf(text: string, status: number | null): string | null {
  if (status === 407) return 'PROXY_407';
  if (isForeignPage(text) && (isPage(text) || networkCodeOf(text) === null)) return 'FOREIGN_PAGE';
  return isPage(text) && isFromElsewhere(status) ? 'FOREIGN_PAGE' : null;
}
