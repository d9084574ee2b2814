import { AppError, type UpstreamReport } from '../../shared/errors.ts';
import type {
  AssertionRequest,
  Clock,
  Mailbox,
  ServiceAccounts,
} from '../../shared/tokens/index.ts';

const answer = (status: number, error: string, description: string): UpstreamReport => ({
  service: 'google',
  endpoint: 'token',
  status,
  error,
  subtype: null,
  description,
});

/** Google's answers to an assertion, word for word. */
export const REFUSALS = {
  keyBroken: new AppError('grant_refused', {
    upstream: answer(400, 'invalid_grant', 'Invalid JWT Signature.'),
  }),
  notDelegated: new AppError('client_refused', {
    upstream: answer(
      401,
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    ),
  }),
  userUnknown: new AppError('grant_refused', {
    upstream: answer(400, 'invalid_grant', 'Invalid email or User ID'),
  }),
} as const;

/** Google's rules for service accounts without HTTP. */
export type FakeServiceAccounts = ServiceAccounts & {
  /** Creates a mailbox; `aliases` are other addresses of it. */
  addMailbox(mailbox: Mailbox, aliases?: readonly string[]): void;
  /** The Workspace admin of this domain delegates the scopes, or no longer does. */
  delegate(domain: string, on?: boolean): void;
  /** Ends a key at Google: its signature is refused from now on. */
  endKey(privateKey: string): void;
  /** Refuses what this answers an error for, until null is set. */
  refuse(why: ((request: AssertionRequest) => AppError | null) | null): void;
  /** Every assertion that was sent, the newest last. */
  readonly requests: AssertionRequest[];
};

export function createFakeServiceAccounts(clock: Clock): FakeServiceAccounts {
  const mailboxes = new Map<string, Mailbox>();
  const domains = new Set<string>();
  const ended = new Set<string>();
  const tokens = new Map<string, Mailbox>();
  const requests: AssertionRequest[] = [];
  let refusal: ((request: AssertionRequest) => AppError | null) | null = null;
  let serial = 0;

  function refusalOf(request: AssertionRequest): AppError | null {
    const { signer, subject } = request;
    if (signer.kind === 'key' && ended.has(signer.privateKey)) return REFUSALS.keyBroken;
    if (!domains.has(subject.split('@')[1] ?? '')) return REFUSALS.notDelegated;
    if (!mailboxes.has(subject)) return REFUSALS.userUnknown;
    return refusal?.(request) ?? null;
  }

  return {
    requests,
    addMailbox: (mailbox, aliases = []) => {
      for (const address of [mailbox.address, ...aliases]) mailboxes.set(address, mailbox);
    },
    delegate: (domain, on = true) => {
      if (on) domains.add(domain);
      else domains.delete(domain);
    },
    endKey: (privateKey) => {
      ended.add(privateKey);
    },
    refuse: (why) => {
      refusal = why;
    },
    requestToken: async (request) => {
      requests.push(request);
      await clock.sleep(100);
      const refused = refusalOf(request);
      if (refused) throw refused;
      const accessToken = `marked-delegated-token-${++serial}`;
      const mailbox = mailboxes.get(request.subject);
      if (mailbox) tokens.set(accessToken, mailbox);
      return {
        accessToken,
        expiresInSeconds: 3599,
        refreshToken: null,
        scopes: request.scopes,
        idToken: null,
      };
    },
    identify: async (accessToken) => {
      const mailbox = tokens.get(accessToken);
      if (!mailbox) throw new AppError('token_rejected');
      return mailbox;
    },
  };
}
