/**
 * The direction of the house: functions → runtime → adapters; everything → the tokens' public face. What
 * is run beside the product (commands, build, local) knows the product, and none of the others.
 */
const only = (name, from, ...allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: {
    pathNot: [...allowed, '^node:', '^(crypto|fs|path|https?|net|url|util|os|stream)$'].join('|'),
  },
});

/** A room of the tokens library, and the rooms that it may import. */
const room = (name, ...allowed) =>
  only(
    `tokens-${name}-imports`,
    `^shared/tokens/${name}/`,
    `^shared/tokens/(${allowed.join('|')})/`,
    '^shared/(concurrency/|errors\\.ts$)',
  );

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'core-is-pure',
      '^shared/tokens/',
      '^shared/tokens/',
      '^shared/concurrency/',
      '^shared/errors\\.ts$',
    ),
    only(
      'concurrency-is-pure',
      '^shared/concurrency/',
      '^shared/concurrency/',
      '^shared/errors\\.ts$',
    ),
    only('network-is-pure', '^shared/network/', '^shared/network/', '^shared/errors\\.ts$'),
    only(
      'private-keys-are-pure',
      '^shared/private-keys/',
      '^shared/private-keys/',
      '^shared/errors\\.ts$',
    ),
    {
      // What both use is in a room that belongs to neither.
      name: 'salesforce-knows-no-google',
      severity: 'error',
      from: { path: '^shared/salesforce/api/' },
      to: { path: '^shared/google/' },
    },
    room('model', 'model'),
    room('authorization', 'authorization', 'model'),
    room('fleet', 'fleet', 'model'),
    room('refresh', 'refresh', 'fleet', 'model'),
    {
      name: 'core-needs-no-node',
      severity: 'error',
      from: { path: '^shared/tokens/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'tokens-have-one-face',
      severity: 'error',
      from: { pathNot: '^(shared/tokens/|test/tokens/)' },
      to: { path: '^shared/tokens/', pathNot: '^shared/tokens/index\\.ts$' },
    },
    only(
      'mail-is-pure',
      '^shared/mail/',
      '^shared/mail/',
      '^shared/concurrency/',
      '^shared/errors\\.ts$',
      '^(buffer|stream(/(consumers|promises))?)$',
      'node_modules/(iconv-lite|mailparser|nodemailer|@types/sanitize-html|sanitize-html)/',
    ),
    {
      name: 'mail-is-parsed-in-one-room',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/mail/message/' },
      to: { path: 'node_modules/(iconv-lite|mailparser|@types/sanitize-html|sanitize-html)/' },
    },
    {
      name: 'xml-is-parsed-in-one-room',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/salesforce/webhook/outbound/parse-xml\\.ts$' },
      to: { path: 'node_modules/saxes/' },
    },
    {
      name: 'mail-is-composed-in-one-room',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/mail/composing/' },
      to: { path: 'node_modules/nodemailer/' },
    },
    {
      name: 'mail-needs-no-node',
      severity: 'error',
      from: { path: '^shared/mail/' },
      to: {
        dependencyTypes: ['core'],
        pathNot: '^(node:)?(buffer|crypto|stream|stream/consumers|stream/promises)$',
      },
    },
    {
      // For the stores, the services and the runs: the model, the ports, how content is kept, and the faces of
      // what is done.
      name: 'mail-has-few-faces',
      severity: 'error',
      from: { pathNot: '^(shared/mail/|bench/|test/)' },
      to: {
        path: '^shared/mail/',
        pathNot:
          '^shared/mail/((filing/|rehearsal/|sending/|statement/|tracing/)?index\\.ts$|(keep-content|ports)\\.ts$|model/)',
      },
    },
    only(
      'delegation-check-is-pure',
      '^shared/delegation-check/',
      '^shared/(delegation-check|diagnosis|tokens)/',
      '^shared/errors\\.ts$',
    ),
    {
      // A scheduled run, a page and a notification each use the product. None of them uses another, except
      // that to deliver notifications is a job.
      name: 'jobs-know-no-page',
      severity: 'error',
      from: { path: '^shared/jobs/' },
      to: { path: '^shared/(web|setup|pages|adapters)/' },
    },
    {
      name: 'web-knows-no-handler',
      severity: 'error',
      from: { path: '^shared/web/' },
      to: { path: '^shared/(setup|jobs|notifications|adapters)/' },
    },
    {
      name: 'notifications-know-no-page',
      severity: 'error',
      from: { path: '^shared/notifications/' },
      to: { path: '^shared/(web|setup|pages|jobs|adapters|google)/' },
    },
    {
      // An operation uses the product; the function that serves it is its only edge.
      name: 'operations-know-no-page',
      severity: 'error',
      from: { path: '^shared/salesforce/webhook/' },
      to: { path: '^shared/(web|setup|pages|jobs|notifications|adapters)/' },
    },
    {
      name: 'documents-know-no-store',
      severity: 'error',
      from: { path: '^shared/adapters/documents/' },
      to: { path: '^shared/adapters/(local|cloud)/' },
    },
    {
      name: 'stores-know-not-each-other',
      severity: 'error',
      from: { path: '^shared/adapters/(local|cloud)/' },
      to: { path: '^shared/adapters/(local|cloud)/', pathNot: '^shared/adapters/$1/' },
    },
    {
      name: 'secret-manager-knows-no-firestore',
      severity: 'error',
      from: { path: '^shared/adapters/cloud/secret-manager/' },
      to: { path: 'node_modules/@google-cloud/firestore' },
    },
    {
      name: 'environment-read-once',
      severity: 'error',
      from: { path: '^shared/', pathNot: '^shared/(config|runtime)/' },
      to: { path: '^shared/config/environment\\.ts$' },
    },
    {
      name: 'google-packages-in-google-only',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/google/' },
      to: { path: 'node_modules/(googleapis|google-auth-library|imapflow)' },
    },
    {
      // One client for each process, and none in the bundle of a function that does not call Gmail.
      name: 'gmail-composed-in-runtime',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/(google|runtime)/' },
      to: { path: '^shared/google/gmail\\.ts$' },
    },
    {
      name: 'cloud-packages-in-cloud-only',
      severity: 'error',
      from: { path: '^(functions|shared)/', pathNot: '^shared/adapters/cloud/' },
      to: { path: 'node_modules/(@google-cloud/(firestore|secret-manager)|@grpc)/' },
    },
    {
      name: 'adapters-behind-runtime',
      severity: 'error',
      from: { pathNot: '^(shared/(runtime|adapters)|commands|build|bench|test)/' },
      to: { path: '^shared/adapters/' },
    },
    {
      name: 'nothing-imports-functions',
      severity: 'error',
      from: { pathNot: '^(functions|local|test|bench)/' },
      to: { path: '^functions/' },
    },
    {
      name: 'product-knows-no-emulator',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { path: '^(local|commands|build|test|bench)/' },
    },
    {
      name: 'each-beside-the-product',
      severity: 'error',
      from: { path: '^(commands|build|local)/' },
      to: { path: '^(commands|build|local|bench|test)/', pathNot: '^$1/' },
    },
    {
      name: 'no-dev-packages-in-the-product',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.d.ts'],
    },
  },
};
