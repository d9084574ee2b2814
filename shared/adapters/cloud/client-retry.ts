/*
 * How Google's libraries retry calls by themselves, in the form of their `clientConfig`. By default a
 * Firestore read is retried whatever the code, two to five seconds later, so that a page takes seven
 * seconds to report a missing role; and the first retry of AccessSecretVersion waits up to two seconds.
 */

/** The time-out of one attempt and of all attempts together: the library takes one number for both. */
const TIMEOUT_MS = 5_000;

const timing = {
  initial_retry_delay_millis: 100,
  retry_delay_multiplier: 2,
  max_retry_delay_millis: 1_000,
  initial_rpc_timeout_millis: TIMEOUT_MS,
  rpc_timeout_multiplier: 1,
  max_rpc_timeout_millis: TIMEOUT_MS,
  total_timeout_millis: TIMEOUT_MS,
};

const method = {
  retry_codes_name: 'ours',
  retry_params_name: 'ours',
  timeout_millis: TIMEOUT_MS,
};

/** The same settings for every method that we call. `codes` are the gRPC codes to retry. */
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
 * Firestore reads are retried by the Firestore library itself, a layer above this one: it retries
 * transient errors after about a second, resumes broken streams, and does not retry a refusal. It alone
 * sets the time-outs of commits.
 */
export const FIRESTORE_RETRY = {
  // Without this flag the transport retries streams blindly, before it looks at any code.
  gaxServerStreamingRetries: true,
  clientConfig: config(
    'google.firestore.v1.Firestore',
    [],
    ['BatchGetDocuments', 'RunQuery', 'RunAggregationQuery'],
  ),
};

/** All our calls may run twice: a second version from AddSecretVersion is an orphan, which is swept later. */
export const SECRETS_RETRY = {
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
