import { localPartOf } from '../address-parts.ts';
import { messageIdsIn } from '../message/header-values.ts';
import { LIMITS } from '../message/limits.ts';
import type { MailAddress } from '../ports.ts';
import { type ReportedRecipient, reportedIn, statusIn } from './delivery-report.ts';
import { kindOf } from './kind-of.ts';
import { attachedHeads, type MailReading } from './mail-reading.ts';
import { addressesWrittenIn } from './written-address.ts';

/** A mail that could not be delivered. */
export type Bounce = {
  /** To whom; at most 100. */
  readonly recipients: readonly string[];
  /** As RFC 3463 writes it: `5.1.1`; null: the mail names none. */
  readonly status: string | null;
  /** False: the same mail may arrive when it is sent again, as to a full mailbox. */
  readonly permanent: boolean;
  /** The Message-ID of the mail that bounced, without angle brackets; null: it is not named. */
  readonly originalMessageId: string | null;
};

const MOST_RECIPIENTS = 100;
const MOST_TEXT = 64 * 1024;

/**
 * What a bounce says; null: the mail is none. Anybody can write one, so that its Message-ID is worth only as much as
 * that a mail of ours has it.
 */
export function bounceOf(reading: MailReading): Bounce | null {
  if (kindOf(reading) !== 'bounce') return null;
  const failed = failedOf(reportedIn(reading));
  const text = reading.mail.text.slice(0, MOST_TEXT);
  const told = failed.length > 0 ? failed : [toldIn(beforeCopy(text))];
  const worst = told.find(isPermanent) ?? told[0];
  return {
    recipients: recipientsOf(failed, reading),
    status: worst?.status ?? null,
    permanent: worst === undefined || isPermanent(worst),
    originalMessageId: originalIdOf(reading),
  };
}

function failedOf(reported: readonly ReportedRecipient[]): readonly ReportedRecipient[] {
  const failed = reported.filter(({ action }) => action === 'failed');
  return failed.length > 0 ? failed : reported;
}

type Told = Pick<ReportedRecipient, 'status' | 'diagnostic'>;

const toldIn = (text: string): Told => ({ status: statusIn(text), diagnostic: text });

/** By the status, else by the reply of the server (RFC 5321 §4.2.1), else as most are. */
function isPermanent({ status, diagnostic }: Told): boolean {
  if (status !== null) return !status.startsWith('4');
  const code = /(?:^|[\s:;(<])([45])\d\d[\s-]/.exec(diagnostic)?.[1];
  return code !== '4';
}

/** Where the copy of the mail that bounced begins. */
const COPY =
  /^(?:return-path|received|message-id|mime-version|dkim-signature|content-type|from|x-[a-z-]{1,60}):|^-{2,}.{0,20}(?:original message|copy of|unsent message|below this line)/im;

/** What the mail system itself says. */
const beforeCopy = (text: string): string => {
  const at = COPY.exec(text)?.index ?? -1;
  return at > 0 ? text.slice(0, at) : text;
};

function recipientsOf(
  failed: readonly ReportedRecipient[],
  { mail, fields }: MailReading,
): readonly string[] {
  const reported = failed.flatMap(({ address }) => address ?? []);
  if (reported.length > 0) return [...new Set(reported)].slice(0, MOST_RECIPIENTS);
  const named = fields.all('x-failed-recipients').join(',');
  if (named !== '') return addressesWrittenIn(named, MOST_RECIPIENTS);
  const text = mail.text.slice(0, MOST_TEXT);
  const ours = new Set(
    [...mail.to, ...mail.cc, ...(mail.from ? [mail.from] : [])].map(lowerCaseAddress),
  );
  const others = (part: string): readonly string[] =>
    addressesWrittenIn(part, MOST_RECIPIENTS).filter(
      (address) => !ours.has(address.toLowerCase()) && !isOfSystem(address),
    );
  const told = others(beforeCopy(text));
  return told.length > 0 ? told : addressedIn(text);
}

const lowerCaseAddress = ({ address }: MailAddress): string => address.toLowerCase();

const isOfSystem = (address: string): boolean =>
  /^(?:postmaster|mailer-daemon)$/.test(localPartOf(address));

/** Of a text that names nobody but in the copy of the mail: to whom that was sent. */
const addressedIn = (text: string): readonly string[] =>
  [...text.matchAll(/^[> \t]{0,20}(?:to|宛先)[ \t]{0,5}[:：](.{1,1000})$/gim)]
    .flatMap(([, value = '']) => addressesWrittenIn(value, 1))
    .slice(0, 1);

const MESSAGE_ID = /^[> \t]{0,20}message-?id[ \t]{0,5}:\s{0,5}<([^<>\s]{1,900})>/im;

/** From the copy of the mail, the text, or else what the bounce itself names as the mail that it answers. */
function originalIdOf(reading: MailReading): string | null {
  const { mail } = reading;
  const ids = [
    ...attachedHeads(reading).flatMap((head) => messageIdsIn(head.first('message-id'))),
    ...(MESSAGE_ID.exec(mail.text.slice(0, 4 * MOST_TEXT))?.slice(1) ?? []),
    ...mail.inReplyTo,
    ...mail.references.slice(-1),
  ];
  return ids.find((id) => id.length <= LIMITS.messageId) ?? null;
}
