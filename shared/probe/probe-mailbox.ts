import { diagnose } from '../diagnosis/index.ts';
import { AppError, asAppError, type ErrorCode } from '../errors.ts';
import { isOfGmail, type Method, type Probe } from '../tokens/index.ts';
import { callGmail, type ProbePorts, type ProbeRequest } from './call-gmail.ts';
import { checkImap, type ImapPorts } from './check-imap.ts';

/** More than a page shows, and far less than a document may hold. */
const LABELS_KEPT = 200;
/** The longest name that Gmail accepts. A longer one did not come from Gmail, and is cut. */
const NAME_CHARACTERS = 225;

/** These say that there is nothing to probe: they are the caller's to hear, not a finding. */
const NO_MAILBOX: ReadonlySet<ErrorCode> = new Set([
  'connection_unknown',
  'connection_disconnected',
]);

/**
 * Checks that a mailbox can be read, with one `users.labels.list`, and notes the result on its
 * connection. A token that Gmail rejects is refreshed once, by force, before that is a finding.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `store_unavailable`; whatever
 *   else fails is the probe's finding
 */
export async function probeMailbox(
  ports: ProbePorts,
  connectionId: string,
  request: ProbeRequest,
): Promise<Probe> {
  const probe = await makeProbe(ports, connectionId, request);
  await record(ports, connectionId, { probe, ...request });
  return probe;
}

/** The history keeps the cause, since Google's answer itself is too long for a month of it. */
async function record(
  { tokens }: ProbePorts,
  connectionId: string,
  { probe, requestedBy = null }: { readonly probe: Probe } & Partial<ProbeRequest>,
): Promise<void> {
  const { failure } = probe;
  const causeFor = (method: Method) => failure && diagnose(failure, { method }).cause;
  await tokens.recordProbe(connectionId, probe, { requestedBy, causeFor });
}

async function makeProbe(
  ports: ProbePorts,
  connectionId: string,
  request: ProbeRequest,
): Promise<Probe> {
  const at = ports.clock.now();
  const finding = await findLabels(ports, connectionId, request);
  const latencyMs = ports.clock.now().getTime() - at.getTime();
  return { at, latencyMs, ...finding };
}

/** How long somebody who has just connected a mailbox waits for Gmail. */
const FIRST_PROBE_MS = 5 * 1000;

/**
 * Probes a mailbox that was just connected, so that its connection is proved and not only stored. It takes
 * five seconds at most and never fails. While Gmail cannot be asked it finds nothing, and the scheduled probe
 * follows within minutes. IMAP is checked afterwards, where the profile includes it.
 */
export async function probeFirst(ports: ImapPorts, connectionId: string): Promise<void> {
  const probing = probeOnceConnected(ports, connectionId).catch(() => null);
  await Promise.race([probing, ports.clock.sleep(FIRST_PROBE_MS)]);
}

async function probeOnceConnected(ports: ImapPorts, connectionId: string): Promise<void> {
  const probe = await makeProbe(ports, connectionId, { trigger: 'probe' });
  const { failure } = probe;
  if (failure === null || isOfGmail(failure.code)) await record(ports, connectionId, { probe });
  if (failure === null) await checkImap(ports, connectionId);
}

type Finding = Pick<Probe, 'labels' | 'labelCount' | 'failure'>;

async function findLabels(
  ports: ProbePorts,
  connectionId: string,
  request: ProbeRequest,
): Promise<Finding> {
  try {
    const labels = await listLabels(ports, connectionId, request);
    const kept = labels.slice(0, LABELS_KEPT).map(shortened);
    return { labels: kept, labelCount: labels.length, failure: null };
  } catch (thrown) {
    const { code, upstream } = asAppError(thrown);
    if (NO_MAILBOX.has(code)) throw new AppError(code);
    return { labels: [], labelCount: 0, failure: { code, upstream } };
  }
}

/** Cut between characters: half a surrogate pair cannot be stored as UTF-8. */
const shortened = (name: string): string =>
  name.length <= NAME_CHARACTERS ? name : [...name].slice(0, NAME_CHARACTERS).join('');

const listLabels = (
  ports: ProbePorts,
  connectionId: string,
  request: ProbeRequest,
): Promise<readonly string[]> =>
  callGmail(ports, connectionId, {
    request,
    call: (accessToken) => ports.gmail.listLabels(accessToken),
  });
