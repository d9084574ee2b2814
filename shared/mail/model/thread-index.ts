/** The header of Outlook and Exchange begins with these bytes; each answer adds five more (MS-OXOMSG §2.2.1.3). */
const CONVERSATION_BYTES = 22;

/** What all mails of a conversation have in common of the header `Thread-Index`, as base64. */
export const conversationOf = (threadIndex: string): string =>
  Buffer.from(threadIndex, 'base64').subarray(0, CONVERSATION_BYTES).toString('base64');
