import { describe, expect, test } from '@jest/globals';
import type { Conversation } from './conversation.ts';
import { FORGERIES } from './forgeries.ts';
import { BY_OUTLOOK, BY_REFERENCE, BY_TOKEN, OF_PROGRAMS } from './marks.ts';
import { expected, play } from './play.ts';
import {
  BETWEEN_MAILBOXES,
  BY_HEADERS,
  BY_THREAD,
  CASES_CHANGE,
  TWO_MATTERS,
  WHO_ANSWERS,
} from './replies.ts';

const TABLE: readonly (readonly [string, readonly Conversation[]])[] = [
  ['Which case, by Message-IDs', BY_HEADERS],
  ['Which case, by the Gmail thread', BY_THREAD],
  ['Which case, between our mailboxes', BETWEEN_MAILBOXES],
  ['Which case, by who answers', WHO_ANSWERS],
  ['Which case, of two matters', TWO_MATTERS],
  ['Which case, when cases change', CASES_CHANGE],
  ['Which case, by Outlook’s Thread-Index', BY_OUTLOOK],
  ['Which case, by a threading token', BY_TOKEN],
  ['Which case, by the reference of Email-to-Case', BY_REFERENCE],
  ['Which case, of mail that programs write', OF_PROGRAMS],
  ['No way into a stranger’s case', FORGERIES],
];

describe.each(['with_apex', 'without_apex'] as const)('In an org %s', (apex) => {
  describe.each(TABLE)('%s:', (_, conversations) => {
    const played = conversations.filter(({ only }) => only === undefined || only === apex);
    test.each(played.map((each) => [each.name, each] as const))('%s', async (_name, each) => {
      expect(await play(each, apex)).toEqual(expected(each));
    });
  });
});
