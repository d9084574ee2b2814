import fc from 'fast-check';
import {
  fileAnyway,
  makeIntakeDue,
  notePush,
  type Release,
  runMailbox,
  runOne,
  skipMail,
  tryAgain,
} from '../../shared/mail/index.ts';
import { orgError } from './fake-org.ts';
import { FAULTS, type Process, type Scene, startProcess } from './model-process.ts';
import {
  type Conversation,
  HOUR,
  IDS,
  MINUTE,
  type ModelWorld,
  type Sending,
  type SentCopy,
  send,
} from './model-world.ts';

/** What may happen, and how often in a hundred and more. */
const WEIGHTS = {
  mail: 14,
  'mail with files': 10,
  'a stranger answers': 4,
  'mail into spam': 3,
  'mail that the history forgets': 5,
  'out of spam': 5,
  'into the archive': 2,
  'is deleted': 3,
  pushes: 14,
  'pushes twice, the last first': 6,
  'pushes are lost': 4,
  'what is due': 24,
  'seconds pass': 8,
  'a minute passes': 8,
  'four minutes pass': 8,
  'an hour passes': 6,
  'a day passes': 4,
  'the history expires': 3,
  'the index lags': 2,
  'the index catches up': 3,
  'the org refuses': 3,
  'the org takes mail': 4,
  'a rule refuses the next mail': 4,
  'the rule goes': 4,
  'the grant is revoked': 2,
  'the mailbox is reconnected': 3,
  'a person tries again': 3,
  'a person files it anyway': 3,
  'a person skips': 2,
} as const;

type Kind = keyof typeof WEIGHTS;

const kinds = Object.keys(WEIGHTS) as Kind[];

const action = fc.record({
  kind: fc.oneof(...kinds.map((kind) => ({ arbitrary: fc.constant(kind), weight: WEIGHTS[kind] }))),
  /** Which conversation, mailbox or message it is about. */
  which: fc.nat({ max: 11 }),
  skew: fc.constantFrom(0, 0, 0, 0, 2 * MINUTE, -2 * MINUTE),
  faults: fc.array(
    fc.record({
      kind: fc.constantFrom(...FAULTS),
      at: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 40 })),
      times: fc.constantFrom(1, 1, 1, 6),
    }),
    { maxLength: 2 },
  ),
});

export type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

export const script = (longest: number): fc.Arbitrary<Action[]> =>
  fc.array(action, { minLength: 4, maxLength: longest, size: 'max' });

const PASSES: Partial<Record<Kind, number>> = {
  'seconds pass': 20_000,
  'a minute passes': MINUTE,
  'four minutes pass': 4 * MINUTE,
  'an hour passes': HOUR,
  'a day passes': 24 * HOUR,
};

const SENDINGS: Partial<Record<Kind, Sending>> = {
  mail: {},
  'mail with files': { files: 2 },
  'a stranger answers': { isStrangers: true },
  'mail into spam': { isSpam: true },
  'mail that the history forgets': { isUnnamed: true },
};

/** Does an action, in a process of its own where it takes one; returns when it is done, or its process is killed. */
export async function act(scene: Scene, { kind, which, skew, faults }: Action): Promise<void> {
  const { world } = scene;
  const process = startProcess(scene, { skew, faults });
  await process.step();
  const passed = PASSES[kind];
  if (passed !== undefined) world.pass(passed);
  if (skew !== 0 || passed !== undefined) world.mayOverlap = true;
  const sending = SENDINGS[kind];
  if (sending) sendIn(world, conversationOf(world, which), sending);
  CHANGES[kind]?.(world, which);
  const work = WORK[kind];
  if (work) await Promise.race([work(process, world, which).catch(noted), process.death]);
}

/** A stranger answers what was sent: nobody else begins a customer's conversation. */
function sendIn(world: ModelWorld, conversation: Conversation, sending: Sending): void {
  const isFirst = conversation.threads.size === 0;
  send(world, conversation, isFirst && sending.isStrangers ? {} : sending);
}

/** A call of a process that fails ends it; its caller calls again. */
const noted = (): void => {};

const idAt = (which: number): string => IDS[which % IDS.length] ?? '';

function conversationOf({ conversations }: ModelWorld, which: number): Conversation {
  const name = `customer${which % 4}`;
  const known = conversations.get(name);
  if (known) return known;
  const mailboxes = which % 4 === 3 ? IDS : [idAt(which)];
  const begun = { name, mailboxes, threads: new Map(), messageIds: [], hasStrangers: false };
  conversations.set(name, begun);
  return begun;
}

/** The copy that an action is about, of those that are still in their mailbox. */
function copyAt({ mails, gmail }: ModelWorld, which: number): SentCopy | undefined {
  const left = mails
    .flatMap(({ copies }) => copies)
    .filter(({ connectionId, message }) => gmail.messagesOf(connectionId).includes(message));
  return left[which % Math.max(left.length, 1)];
}

type Change = (world: ModelWorld, which: number) => void;

const onMailbox =
  (change: (world: ModelWorld, connectionId: string) => void): Change =>
  (world, which) =>
    change(world, idAt(which));

const onCopy =
  (change: (world: ModelWorld, copy: SentCopy) => void): Change =>
  (world, which) => {
    const copy = copyAt(world, which);
    if (copy) change(world, copy);
  };

const CHANGES: Partial<Record<Kind, Change>> = {
  'out of spam': ({ mails, gmail }, which) => {
    const spam = mails
      .flatMap(({ copies }) => copies)
      .filter((copy) => copy.message.labelIds.includes('SPAM') && !copy.wasDeleted);
    const copy = spam[which % Math.max(spam.length, 1)];
    const labels = { add: ['INBOX'], remove: ['SPAM'] };
    if (copy) gmail.relabel(copy.connectionId, copy.message.messageId, labels);
  },
  'into the archive': onCopy(({ gmail }, copy) => {
    copy.wasArchived = true;
    gmail.relabel(copy.connectionId, copy.message.messageId, { remove: ['INBOX'] });
  }),
  'is deleted': onCopy(({ gmail }, copy) => {
    copy.wasDeleted = true;
    gmail.deleteForEver(copy.connectionId, copy.message.messageId);
  }),
  'pushes are lost': ({ gmail }) => void gmail.takePushes(),
  'the history expires': onMailbox((world, id) => {
    world.hasExpired = true;
    world.gmail.forgetHistory(id);
  }),
  'the index lags': onMailbox(({ gmail }, id) => gmail.lag(id)),
  'the index catches up': onMailbox(({ gmail }, id) => gmail.catchUp(id)),
  'the org refuses': ({ org }) => {
    org.refuseAll = orgError('org_limit_reached', 'REQUEST_LIMIT_EXCEEDED');
  },
  'the org takes mail': ({ org }) => {
    org.refuseAll = null;
  },
  'a rule refuses the next mail': ({ org, mails }) => {
    const refused = `Mail ${mails.length}`;
    org.rule = ({ email }) =>
      email.subject === refused ? orgError('record_refused', 'FIELD_CUSTOM_VALIDATION') : null;
  },
  'the rule goes': ({ org }) => {
    org.rule = () => null;
  },
  'the grant is revoked': onMailbox(({ revoked }, id) => void revoked.add(id)),
};

type Work = (process: Process, world: ModelWorld, which: number) => Promise<unknown>;

const runIn = ({ ports }: Process) => ({
  until: new Date(ports.clock.now().getTime() + MINUTE),
  watch: () => {},
});

async function takePushes(process: Process, { gmail }: ModelWorld, style: string): Promise<void> {
  const pushes = gmail.takePushes();
  for (const push of style === 'once' ? pushes : [...pushes, ...pushes].toReversed()) {
    const noted = await notePush(process.ports, push);
    if (noted.kind === 'leased') await runMailbox(process.ports, noted.leased, runIn(process));
  }
}

const decideOn =
  (decide: (ports: Process['ports'], release: Release) => Promise<number>): Work =>
  async ({ ports }, world, which) => {
    const copies = world.mails.flatMap((mail) => mail.copies);
    const copy = copies[which % Math.max(copies.length, 1)];
    if (!copy) return;
    copy.wasSkipped ||= decide === skipMail;
    const { connectionId, message } = copy;
    await decide(ports, { connectionId, which: message, by: 'admin@ours.example' });
  };

const WORK: Partial<Record<Kind, Work>> = {
  pushes: (process, world) => takePushes(process, world, 'once'),
  'pushes twice, the last first': (process, world) => takePushes(process, world, 'twice'),
  'what is due': async (process) => {
    const { store, clock } = process.ports;
    for (const id of await store.dueIntakes({ before: clock.now(), limit: 10 }))
      await runOne(process.ports, id, runIn(process));
  },
  'the mailbox is reconnected': async ({ ports }, { revoked }, which) => {
    revoked.delete(idAt(which));
    await makeIntakeDue(ports, idAt(which));
  },
  'a person tries again': decideOn(tryAgain),
  'a person files it anyway': decideOn(fileAnyway),
  'a person skips': decideOn(skipMail),
};
