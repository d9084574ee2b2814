import { type Diagnosis, hrefIn, type Step, sentencesOf, valueIn } from '../diagnosis/index.ts';
import { type FixedKey, say } from './messages.ts';
import type { Frame } from './views.ts';

/** Those who sit elsewhere, with a console of their own, and have to be asked by mail. */
const RECIPIENTS = ['workspace_admin', 'cloud_project_owner', 'salesforce_admin'] as const;

export type Recipient = (typeof RECIPIENTS)[number];

/** Who is to be asked for a remedy; null: nobody else than who reads it, or nobody at all. */
export const recipientOf = ({
  actor,
  readerActs,
}: Pick<Diagnosis, 'actor' | 'readerActs'>): Recipient | null =>
  readerActs ? null : (RECIPIENTS.find((each) => each === actor) ?? null);

/** What fails: the mailbox, or the organization. The recipient cannot know it. */
export type MessageAbout = { readonly label: FixedKey; readonly value: string };

export type ReadyMessage = { readonly subject: string; readonly body: string };

/** A message that asks somebody else for a remedy, in the frame's language: ready to be sent as it is. */
export function readyMessage(
  frame: Frame,
  diagnosis: Diagnosis,
  about: MessageAbout | null = null,
): ReadyMessage {
  const { language, baseUrl } = frame;
  const { title, explanation, remedy, links, cause } = diagnosis;
  const labelled = ({ label, value }: MessageAbout): string => `${say(language, label)}: ${value}`;
  const setupPage = labelled({ label: 'messageConnector', value: `${baseUrl}/setup-page` });
  const parts = [
    say(language, 'messageGreeting'),
    say(language, 'messageRequest'),
    [title[language], explanation[language], about && labelled(about)],
    remedy.length > 0 && [
      `${say(language, 'whatToDo')}:`,
      ...remedy.map((step, index) => numbered(frame, step, index)),
    ],
    links.map((link) => `${link[language]}: ${hrefIn(link, frame)}`),
    [setupPage, labelled({ label: 'messageCause', value: cause })],
    say(language, 'messageClosing'),
  ];
  const body = parts
    .map((part) => [part].flat().filter((line) => typeof line === 'string'))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return { subject: say(language, 'messageSubject', title[language]), body };
}

/** A step with its number, and below it the value to enter, alone on its line: there it is easily copied. */
function numbered(frame: Frame, step: Step, index: number): string {
  const { language } = frame;
  const named = valueIn(step, frame);
  const text = `${index + 1}. ${sentencesOf(step, language, frame)}`;
  return named ? `${text}\n   ${named.name[language]}: ${named.value}` : text;
}

/** What mail programs still take from a link: some cut a longer one, or open nothing. */
const LONGEST_LINK = 2000;

/** A link that opens the message in the reader's mail program: without the body where that is too long for a link. */
export function mailtoOf({ subject, body }: ReadyMessage): string {
  const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
  const address = `mailto:?subject=${encoded(subject)}`;
  const whole = `${address}&body=${encoded(body.replaceAll('\n', '\r\n'))}`;
  return whole.length <= LONGEST_LINK ? whole : address;
}
