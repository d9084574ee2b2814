/** Numbers that a seed gives, the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What native Email-to-Case does with a mail. Most often what is right. */
export type Plant = 'right' | 'lost' | 'doubled' | 'wrong';

/** One mail of a day. */
export type Post = {
  readonly name: string;
  readonly conversation: number;
  /** Its place in the conversation. */
  readonly place: number;
  readonly sender: string;
  readonly subject: string;
  readonly at: Date;
  readonly plant: Plant;
  /** Null: it has no Message-ID. */
  readonly identifier: string | null;
  /** The mail that it answers. */
  readonly answers: Post | null;
};

const CONVERSATIONS = 110;
const MOST_MAILS = 6;
/** So many of each. */
export const PLANTED = 20;
/** A machine that writes the same every five minutes. */
const ALARMS = 40;

type Draft = Omit<Post, 'plant' | 'answers'>;

/** The mails of a day, the earliest first, with sixty mistakes of native Email-to-Case among them. */
export function postOf(day: Date, seed: number): readonly Post[] {
  const random = seeded(seed);
  const drafts = [...conversationsOn(day, random), ...alarmsOn(day)].toSorted(
    (one, other) => one.at.getTime() - other.at.getTime(),
  );
  const plants = plantsFor(drafts.length, random);
  const posts: Post[] = [];
  drafts.forEach((draft, at) => {
    const earlier = posts.filter((post) => post.conversation === draft.conversation);
    // People answer what they see: not what went into another conversation.
    const answers = earlier.findLast(({ plant, identifier }) => plant !== 'wrong' && identifier);
    posts.push({ ...draft, plant: plants[at] ?? 'right', answers: answers ?? null });
  });
  return posts;
}

const MINUTE_MS = 60_000;

function* conversationsOn(day: Date, random: () => number): Generator<Draft> {
  for (let conversation = 0; conversation < CONVERSATIONS; conversation++) {
    const sender = `person${conversation % 70}@customer${conversation % 9}.example`;
    // Some people write twice on the same day under the same subject, which makes no conversation.
    const subject = conversation % 7 === 0 ? 'Question' : `Order ${conversation}: 配送について`;
    const mails = 1 + Math.floor(random() * MOST_MAILS);
    let minute = 10 + Math.floor(random() * 600);
    for (let place = 0; place < mails; place++) {
      const at = new Date(day.getTime() + minute * MINUTE_MS + Math.floor(random() * MINUTE_MS));
      const name = `c${conversation}m${place}`;
      const identifier =
        random() < 0.03 ? null : `${name}.${Math.floor(random() * 1e9)}@mail.example`;
      yield { name, conversation, place, sender, subject, at, identifier };
      minute += 11 + Math.floor(random() * 120);
    }
  }
}

function* alarmsOn(day: Date): Generator<Draft> {
  for (let alarm = 0; alarm < ALARMS; alarm++) {
    const at = new Date(day.getTime() + (700 + alarm * 5) * MINUTE_MS);
    const [sender, subject] = ['monitor@machine.example', 'Disk is full'];
    const identifier = `alarm-${1000 + alarm}@machine.example`;
    const conversation = CONVERSATIONS + alarm;
    yield { name: `alarm${alarm}`, conversation, place: 0, sender, subject, at, identifier };
  }
}

function plantsFor(count: number, random: () => number): readonly Plant[] {
  const plants: Plant[] = Array.from({ length: count }, () => 'right');
  for (const plant of ['lost', 'doubled', 'wrong'] as const)
    for (let left = PLANTED; left > 0; ) {
      const at = Math.floor(random() * count);
      if (plants[at] !== 'right') continue;
      plants[at] = plant;
      left -= 1;
    }
  return plants;
}

/** The Message-IDs of a mail and of those that it answers, the first mail before the others. */
const ancestorsOf = (post: Post | null): readonly string[] =>
  post === null
    ? []
    : [...ancestorsOf(post.answers), ...(post.identifier ? [post.identifier] : [])];

/** The mail as it arrives at Gmail. */
export function contentOf({ sender, subject, at, identifier, answers }: Post, to: string): string {
  const reference = answers?.identifier;
  const references = ancestorsOf(answers).map((id) => `<${id}>`);
  return [
    'Authentication-Results: mx.google.com; dmarc=pass',
    ...(identifier === null ? [] : [`Message-ID: <${identifier}>`]),
    ...(reference
      ? [`In-Reply-To: <${reference}>`, `References: ${references.join('\r\n ')}`]
      : []),
    `Date: ${at.toUTCString()}`,
    `From: Some Person <${sender}>`,
    `To: ${to}`,
    `Subject: =?UTF-8?B?${Buffer.from(reference ? `Re: ${subject}` : subject).toString('base64')}?=`,
    '',
    'Please help.',
  ].join('\r\n');
}
