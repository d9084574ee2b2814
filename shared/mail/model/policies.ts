/**
 * What a mailbox does with mail that is more than a customer's question. Of each policy the first choice is the default.
 */
export const POLICY_CHOICES = {
  /** Automatic replies. `join`: they join the case that they answer, and open none. */
  autoReplies: ['join', 'skip', 'file'],
  /** Bounces and reports of delivery. `join`: they join the case of the mail that they name, and open none. */
  bounces: ['join', 'skip', 'file'],
  /** What was sent from the mailbox in Gmail. `mirror`: it joins the case of its thread as outgoing mail. */
  sentMail: ['mirror', 'skip'],
  /** One mail that came into several of our mailboxes. `case_each`: each of these has a case of its own. */
  copies: ['one_case', 'case_each'],
  /** Mail behind a Google Group of ours. `group`: the customer is the group's address. */
  groups: ['original_sender', 'group'],
  /** What a colleague forwards. `forwarder`: the customer is the colleague. */
  forwards: ['original_sender', 'forwarder'],
  /** More than fifteen equal mails of one sender in a minute. `hold`: a person decides. */
  loops: ['hold', 'file'],
  /** Mail that Gmail takes for spam, of a sender whom the organization knows as one Contact. */
  knownSpam: ['skip', 'file'],
  /** Images in the text that an earlier mail of the thread brought to the case. `once`: they are no files again. */
  images: ['once', 'each'],
  /** Numbers of payment cards. `mask`: before anything is written, all digits but the last four are hidden. */
  cards: ['keep', 'mask'],
  /** Japan's Individual Numbers ("My Number"). `mask`: all digits are hidden. */
  myNumbers: ['keep', 'mask'],
} as const;

export type PolicyName = keyof typeof POLICY_CHOICES;

export type PolicyChoices = {
  readonly [Name in PolicyName]: (typeof POLICY_CHOICES)[Name][number];
};

export type Policies = PolicyChoices & {
  /** Whose mail is skipped: addresses, or domains as `@example.com`; in lower case. */
  readonly blockedSenders: readonly string[];
};

export const POLICY_NAMES = Object.keys(POLICY_CHOICES) as readonly PolicyName[];

/** What holds for a mailbox until somebody chooses otherwise. */
export const DEFAULT_POLICIES: Policies = {
  autoReplies: 'join',
  bounces: 'join',
  sentMail: 'mirror',
  copies: 'one_case',
  groups: 'original_sender',
  forwards: 'original_sender',
  loops: 'hold',
  knownSpam: 'skip',
  images: 'once',
  cards: 'keep',
  myNumbers: 'keep',
  blockedSenders: [],
};
