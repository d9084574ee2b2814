import type { EmulatedOrg } from '../../../../local/salesforce/index.ts';
import { type Post, seeded } from './post.ts';

const SECOND_MS = 1000;
export const SUPPORT = 'support@example.com';

/**
 * Writes what native Email-to-Case makes of mail, by its own order: a mail that answers one that the org has joins its
 * case, any other opens one. What it is planted to do wrong it does wrong.
 */
export function emailToCase(org: EmulatedOrg, seed: number) {
  const random = seeded(seed);
  const caseOf = new Map<string, string>();
  const opened: { readonly caseId: string; readonly conversation: number }[] = [];
  const openCase = (post: Pick<Post, 'conversation' | 'at'>): string => {
    const CreatedDate = timeOf(new Date(post.at.getTime() + 4 * SECOND_MS));
    const caseId = org.seed('Case', { Subject: 'Native', Origin: 'Email', CreatedDate });
    opened.push({ caseId, conversation: post.conversation });
    return caseId;
  };
  const write = (
    post: Post,
    caseId: string,
    more: Readonly<Record<string, string | null>> = {},
  ) => {
    const created = new Date(post.at.getTime() + 5 * SECOND_MS);
    return org.seed('EmailMessage', {
      ParentId: caseId,
      RelatedToId: caseId,
      Incoming: true,
      MessageIdentifier: post.identifier === null ? null : `<${post.identifier}>`,
      FromAddress: post.sender,
      ToAddress: SUPPORT,
      Subject: post.answers ? `Re: ${post.subject}` : post.subject,
      MessageDate: timeOf(post.at),
      CreatedDate: timeOf(created),
      ...more,
    });
  };
  const double = (post: Post, caseId: string): void => {
    const changed = CHANGED[Math.floor(random() * CHANGED.length)]?.(post.identifier ?? '') ?? null;
    const on = random() < 0.4 ? openCase(post) : caseId;
    write(post, on, { MessageIdentifier: post.identifier === null ? null : changed });
  };
  const strangersCase = (post: Post): string => {
    const others = opened.filter(({ conversation }) => conversation !== post.conversation);
    return (
      others[Math.floor(random() * others.length)]?.caseId ??
      openCase({ ...post, conversation: -1 })
    );
  };
  // Mail that answers one which was lost stays together, as by the token in an agent's answer.
  const byRoot = new Map<string, string>();
  const rootOf = (post: Post): string => (post.answers ? rootOf(post.answers) : post.name);
  const joinedBy = ({ answers }: Post): string | undefined =>
    answers ? (caseOf.get(answers.name) ?? joinedBy(answers)) : undefined;
  return {
    /** The case of a mail; undefined: it was lost. */
    caseOf: (post: Post) => caseOf.get(post.name),
    write,
    openCase,
    take(post: Post): void {
      if (post.plant === 'lost') return;
      const joined = joinedBy(post) ?? byRoot.get(rootOf(post));
      const right = (): string => joined ?? openCase(post);
      // An answer may also be torn out of its conversation.
      const wrong = (): string => (joined && random() < 0.5 ? openCase(post) : strangersCase(post));
      const caseId = post.plant === 'wrong' ? wrong() : right();
      if (post.plant !== 'wrong') {
        caseOf.set(post.name, caseId);
        if (!byRoot.has(rootOf(post))) byRoot.set(rootOf(post), caseId);
      }
      write(post, caseId);
      if (post.plant === 'doubled') double(post, caseId);
    },
  };
}

/** How Message-IDs look after relays and gateways had them. */
const CHANGED: readonly ((id: string) => string | null)[] = [
  (id) => `<${id}>`,
  (id) => id.toUpperCase(),
  (id) => `<${id}.relay.example>`,
  (id) => `<${id.replace('@mail.example', '@gateway.example')}>`,
  (id) => `<fwd+${id}>`,
  () => null,
];

/** As Salesforce writes moments. */
const timeOf = (at: Date): string => at.toISOString().replace('Z', '+0000');
