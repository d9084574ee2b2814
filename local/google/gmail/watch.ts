import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { jsonBody } from '../http/exchange.ts';
import type { Watch } from '../state/watches.ts';
import { type GmailErrorName, gmailErrorAnswer } from './errors.ts';
import { shownHistoryId } from './index-lag.ts';
import type { GmailRequest } from './request.ts';
import { watchSchema } from './schemas.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/**
 * `users.watch`: one for each mailbox and Cloud project, for seven days. It publishes a test message at once, as
 * Gmail does to prove that it may.
 */
export function watchMailbox(google: Google, request: GmailRequest): Answer {
  const { address } = request.account;
  const asked = watchSchema.safeParse(jsonBody(request.exchange)).data;
  if (!asked) return gmailErrorAnswer('invalidArgument');
  const { topicName: topic } = asked;
  const project = /^projects\/([^/]+)\/topics\/[^/]+$/.exec(topic)?.[1];
  const own = projectOf(google, request.clientId);
  const isForeign = own !== null && project !== own;
  if (!project || isForeign || google.faults.find('watch_topic_invalid', address)) {
    const detail = ` projects/${own ?? project ?? 'emulated-project'}/topics/*`;
    return gmailErrorAnswer('watchTopicInvalid', detail);
  }
  const refusal = refusalOf(google, { address, project, topic });
  if (refusal) return refusal;

  const behavior = (asked.labelFilterAction ?? asked.labelFilterBehavior).toLowerCase();
  const expiresAt = google.now().getTime() + WEEK_MS;
  const { labelIds } = asked;
  const excludes = behavior === 'exclude';
  google.watches.put({ address, project, topic, labelIds, excludes, expiresAt });
  const historyId = shownHistoryId(google, address);
  google.push.announceWatch(address, historyId);
  return json(200, { historyId: String(historyId), expiration: String(expiresAt) });
}

/** The refusals of the topic, in Gmail's words, and of a second watch of the same project. */
function refusalOf(
  google: Google,
  { address, project, topic }: Pick<Watch, 'address' | 'project' | 'topic'>,
): Answer | null {
  const head = ` ${topic} : `;
  const faults: [fault: string, name: GmailErrorName, detail: string][] = [
    [
      'watch_not_authorized',
      'watchNotAuthorized',
      `${head}User not authorized to perform this action.`,
    ],
    [
      'watch_topic_missing',
      'watchTopicMissing',
      `${head}Resource not found (resource=${topic.split('/')[3]}).`,
    ],
    ['watch_taken', 'watchTaken', ''],
  ];
  const found = faults.find(([fault]) => google.faults.find(fault, address));
  if (found) return gmailErrorAnswer(found[1], found[2]);
  const other = google.watches
    .of(address)
    .find((watch) => watch.project === project && watch.topic !== topic);
  const isLive = other !== undefined && other.expiresAt > google.now().getTime();
  return isLive ? gmailErrorAnswer('watchTaken') : null;
}

/** The Cloud project of a client. Null, for any topic will do, where no registered client names its project. */
function projectOf({ clients, serviceAccounts }: Google, clientId: string): string | null {
  if (clients.every(({ projectId }) => projectId === undefined)) return null;
  const client = clients.find((candidate) => candidate.clientId === clientId);
  return client?.projectId ?? serviceAccounts.byClientId(clientId)?.projectId ?? null;
}

/** `users.stop`: ends the announcements of the mailbox; no error if there were none. */
export function stopWatch(google: Google, { account }: GmailRequest): Answer {
  google.watches.remove(account.address);
  return { status: 204, headers: {}, body: '' };
}
