/*
 * How often Google's libraries repeat a call by themselves, as their `clientConfig` has it. Left
 * alone, a read of Firestore is repeated whatever the code, two to five seconds later, so that
 * somebody at a page waits seven seconds to be told of a missing role; and the first repetition of
 * AccessSecretVersion is up to two seconds away.
 */

/** For one attempt and for all of them: the library takes one number for both. */
const ENOUGH_MS = 5_000;

const timing = {
  initial_retry_delay_millis: 100,
  retry_delay_multiplier: 2,
  max_retry_delay_millis: 1_000,
  initial_rpc_timeout_millis: ENOUGH_MS,
  rpc_timeout_multiplier: 1,
  max_rpc_timeout_millis: ENOUGH_MS,
  total_timeout_millis: ENOUGH_MS,
};

const method = {
  retry_codes_name: 'ours',
  retry_params_name: 'ours',
  timeout_millis: ENOUGH_MS,
};

/** The same for every method that we call: these codes are worth another attempt. */
const config = (service: string, codes: readonly string[], methods: readonly string[]) => ({
  interfaces: {
    [service]: {
      retry_codes: { ours: [...codes] },
      retry_params: { ours: timing },
      methods: Object.fromEntries(methods.map((name) => [name, method])),
    },
  },
});

/**
 * Reads of Firestore are left to the layer above: it repeats what may pass after about a second,
 * goes on where a stream broke off, and takes a no for a no. Commits are timed by it alone.
 */
export const FIRESTORE_RETRY = {
  // Without it the transport repeats streams blindly, before any code is looked at.
  gaxServerStreamingRetries: true,
  clientConfig: config(
    'google.firestore.v1.Firestore',
    [],
    ['BatchGetDocuments', 'RunQuery', 'RunAggregationQuery'],
  ),
};

/** All of ours bear being done twice: a second version that AddSecretVersion leaves is an orphan. */
export const SECRETS_REPETITION = {
  clientConfig: config(
    'google.cloud.secretmanager.v1.SecretManagerService',
    ['UNAVAILABLE', 'RESOURCE_EXHAUSTED'],
    [
      'AccessSecretVersion',
      'AddSecretVersion',
      'CreateSecret',
      'DeleteSecret',
      'DestroySecretVersion',
      'GetSecretVersion',
      'ListSecretVersions',
      'ListSecrets',
    ],
  ),
};
