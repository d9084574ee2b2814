import { z } from 'zod';
import { EVERY_CONNECTION } from '../../../tokens/index.ts';
import { defineOperation } from '../operation.ts';
import { CONNECTION, connectionFields } from './connection-fields.ts';
import { readerOf } from './diagnosis-fields.ts';

const HEALTHS = ['', 'well', 'failing', 'needs_reconnect', 'disconnected'] as const;

const PAGE_SIZE = 50;
const LARGEST_PAGE = 200;

export const LIST_CONNECTIONS = defineOperation({
  name: 'listConnections',
  summary: 'Lists the connections by address, page by page.',
  request: z.object({
    health: z
      .enum(HEALTHS)
      .default('')
      .describe(
        'Only those that are well, failing, needs_reconnect or disconnected. Empty: all but the disconnected.',
      ),
    pageToken: z
      .string()
      .max(2000)
      .default('')
      .describe('The nextPageToken of the page before. Empty: the first page.'),
    pageSize: z
      .int()
      .min(1)
      .max(LARGEST_PAGE)
      .default(PAGE_SIZE)
      .describe('How many to a page, at most 200. 50 if left out.'),
  }),
  response: z.object({
    connections: z.array(CONNECTION),
    nextPageToken: z.string().describe('Continues the list as pageToken. Empty: this is its end.'),
    unreadable: z.int().describe('How many records of this page could not be read.'),
  }),
  refusals: [],
  permission: 'status',
  changesSomething: false,
  usefulUnanswered: false,
  run: async ({ config, store, tokens }, { health, pageToken, pageSize }, { language }) => {
    const filter = { ...EVERY_CONNECTION, health: health || null };
    const [page, fleets] = await Promise.all([
      store.listConnections({ after: pageToken || null, limit: pageSize, filter }),
      tokens.lookAtFleets(),
    ]);
    const reader = readerOf(language, { config });
    return {
      connections: page.items.map((each) => connectionFields(each, fleets, reader)),
      nextPageToken: page.next ?? '',
      unreadable: page.unreadable,
    };
  },
});
