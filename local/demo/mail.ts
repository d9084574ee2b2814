import { intakePortsOf } from '../../shared/jobs/mail-sync.ts';
import { notePush, runDueMailboxes, runMailbox, switchOn } from '../../shared/mail/index.ts';
import type { Routing } from '../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { ALL_SHARDS } from '../../shared/tokens/index.ts';
import { connectAll } from './connect-all.ts';
import { createDraw, type Draw } from './draw.ts';
import { ADMIN } from './fleet.ts';
import { ANSWER, mailTo, type Sent } from './letters.ts';
import type { World } from './world.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 29;
/** The mailboxes whose mail becomes cases. */
const MAILBOXES = [
  'support@example.com',
  'sales@example.com',
  'orders@example.com',
  'info@example.jp',
];

/** A month of mail to some mailboxes, into the emulated organization: filed, joined, skipped, held and answered. */
export async function playMail(world: World, mailsADay: number): Promise<void> {
  const draw = createDraw(7);
  const orgId = await connectOrg(world);
  world.moveTo(-DAYS * DAY_MS);
  await turnOn(world, orgId);
  for (let day = DAYS; day >= 0; day--) {
    world.moveTo(-day * DAY_MS - 2 * HOUR_MS);
    // For some days a rule of the organization refuses some mail.
    if (day === 5) world.org.switchOn('validation_rule', { contains: 'Warranty' });
    for (let nth = 0; nth < mailsADay; nth++) await announce(world, deliver(world, draw));
    await run(world);
    world.moveTo(-day * DAY_MS - HOUR_MS);
    await answerOne(world, day);
    await run(world);
  }
  world.moveTo(0);
  await run(world);
}

async function connectOrg({ config, org, runtime }: World): Promise<string> {
  const { clientId, clientSecret } = org.login;
  const { orgs } = mailOf(runtime);
  const added = await orgs.add(
    {
      myDomain: `${config.baseUrl}/salesforce`,
      clientId,
      username: null,
      secret: { kind: 'client_secret', clientSecret },
      certificate: null,
    },
    ADMIN,
  );
  await orgs.check(added.id);
  return added.id;
}

async function turnOn(world: World, orgId: string): Promise<void> {
  const ids = new Map<string, string>();
  const consents = { addresses: MAILBOXES, profile: 'receive_and_send' } as const;
  await connectAll(world, consents, (fresh) => {
    ids.set(fresh.mailbox.address, fresh.id);
    return [{ connection: fresh, event: null }];
  });
  const routing: Routing = {
    orgId,
    labelId: 'INBOX',
    origin: 'Email',
    priority: null,
    recordTypeId: null,
    owner: { kind: 'default' },
    policies: DEFAULT_POLICIES,
    mode: 'file',
  };
  for (const [address, connectionId] of ids) {
    const wish = { connectionId, address, routing, startsAt: null, by: ADMIN };
    await switchOn(mailOf(world.runtime), wish);
  }
}

/** What `gmail-push` does, in the demo's time: real seconds pass between two pushes of Gmail's, and a month in fewer. */
async function announce(world: World, push: Parameters<typeof notePush>[1]): Promise<void> {
  const ports = intakePortsOf(world.runtime);
  const noted = await notePush(ports, push);
  if (noted.kind === 'leased') {
    await runMailbox(ports, noted.leased, { until: soon(world), watch: () => undefined });
  }
}

const soon = ({ now }: World): Date => new Date(now().getTime() + 60_000);

/** What `mail-sync` does, in the demo's time. */
async function run(world: World): Promise<void> {
  const until = soon(world);
  const due = { limit: 100, shards: ALL_SHARDS, concurrency: MAILBOXES.length, until };
  await runDueMailboxes(intakePortsOf(world.runtime), due);
}

/** Delivers a mail, and answers what Gmail announces of it. */
function deliver(world: World, draw: Draw): { address: string; historyId: string } {
  const address = draw.of(MAILBOXES);
  const earlier = world.google.mailOf(address).filter(({ labelIds }) => labelIds.includes('INBOX'));
  const answered: Sent | null = draw.number() < 0.25 ? (earlier.at(-1) ?? null) : null;
  const { content, labelIds } = mailTo(address, { at: world.now(), answered, draw });
  const { historyId } = world.google.deliverMail({ address, content, labelIds });
  return { address, historyId: String(historyId) };
}

/** Somebody answers the newest case through Gmail, as a Flow does. */
async function answerOne({ config, org }: World, day: number): Promise<void> {
  const newest = org.rows('Case').findLast((row) => row['IsClosed'] !== true);
  const mail = org.rows('EmailMessage').find((row) => row['ParentId'] === newest?.Id);
  if (!newest || !mail) return;
  const page = `${config.baseUrl}/salesforce/cases/${newest.Id}`;
  const mailbox = String(mail['ToAddress']);
  const form = { do: 'reply', mailbox, text: ANSWER, event_id: `demo-day-${day}` };
  await fetch(page, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ do: 'close' }),
    redirect: 'manual',
  });
}
