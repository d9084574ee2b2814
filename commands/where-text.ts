import { type Diagnosis, stepText } from '../shared/diagnosis/index.ts';
import type { Language } from '../shared/language.ts';
import type { MailboxLook, OrgMail, TracedMail } from '../shared/mail/tracing/index.ts';
import { say } from '../shared/pages/messages.ts';
import {
  placesOf,
  type Told,
  tellAbsence,
  tellLook,
  tellVerdict,
} from '../shared/pages/trace-words.ts';
import { diagnosisOfLook, type TraceAnswer } from '../shared/runtime/trace.ts';
import { printable } from './terminal.ts';

/** For people: each mail that was found, or what may have become of it; then what could not be searched. */
export function linesOf(language: Language, answer: TraceAnswer): readonly string[] {
  const { mails, absences, inOrgs, hasMore } = answer.trace;
  return [
    headingOf(language, answer),
    ...mails.flatMap((mail) => ['', ...mailLines(language, mail)]),
    ...(hasMore ? ['', say(language, 'traceMore')] : []),
    ...absences.flatMap((absence, at) => [
      '',
      `${at + 1}. ${tellAbsence(language, absence).title}`,
      ...toldLines(language, tellAbsence(language, absence)),
      ...(absence.kind === 'in_org' ? inOrgs.map((row) => orgLine(language, row)) : []),
    ]),
    '',
    ...searchedLines(language, answer),
  ];
}

function headingOf(language: Language, { trace: { mails, mailboxes } }: TraceAnswer): string {
  if (mails.length > 0) return say(language, 'traceFound', mails.length);
  const isSearched = mailboxes.some(({ outcome }) => outcome === 'searched');
  return say(language, isSearched ? 'traceNotFound' : 'traceNotSearched');
}

const momentText = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

function mailLines(language: Language, mail: TracedMail): readonly string[] {
  const { subject, from, to, address, receivedAt, verdict, messageId, entry } = mail;
  const told = tellVerdict(language, mail);
  const row = (name: string, value: string): string => `  ${name}: ${printable(value)}`;
  const filed = verdict.kind === 'filed' ? verdict : null;
  const caseId = filed && (filed.nowOn ?? filed.filed.caseId);
  return [
    `${told.title}: ${printable(subject) || say(language, 'noSubject')}`,
    ...toldLines(language, told),
    row(say(language, 'envelopeFrom'), from),
    row(say(language, 'traceTo'), to.join(', ')),
    row(say(language, 'whereMailbox'), `${address} (${messageId})`),
    row(say(language, 'traceArrived'), momentText(receivedAt)),
    ...(entry ? [row(say(language, `foundBy_${entry.foundBy}`), momentText(entry.foundAt))] : []),
    ...('at' in verdict ? [row(told.title, momentText(verdict.at))] : []),
    row(say(language, 'traceLabels'), placesOf(language, mail).join(', ')),
    ...(caseId ? [row(say(language, 'ourCase'), caseId)] : []),
  ];
}

function toldLines(language: Language, { text, whoActs, diagnosis }: Told): readonly string[] {
  return [
    ...text.map((sentence) => `  ${sentence}`),
    ...(diagnosis ? diagnosisLines(language, diagnosis) : []),
    `  ${say(language, 'whoActs')}: ${whoActs}`,
  ];
}

const diagnosisLines = (language: Language, diagnosis: Diagnosis): readonly string[] => [
  `  ${diagnosis.title[language]} (${diagnosis.cause})`,
  ...diagnosis.remedy.map((step, at) => `    ${at + 1}. ${stepText(step, language)}`),
];

const orgLine = (language: Language, { caseId, subject, sender, createdAt, isDeleted }: OrgMail) =>
  `  ${momentText(createdAt)} ${printable(sender)}: ${printable(subject)}, ${say(language, 'ourCase')} ${caseId ?? '-'}${isDeleted ? ` (${say(language, 'sum_deleted_in_org')})` : ''}`;

function searchedLines(language: Language, answer: TraceAnswer): readonly string[] {
  const { mailboxes, beyond } = answer.trace;
  const done = mailboxes.filter(({ outcome }) => outcome === 'searched');
  const others = mailboxes.filter(({ outcome }) => outcome !== 'searched');
  return [
    say(language, 'traceMailboxes', done.length, mailboxes.length + beyond),
    ...(beyond > 0 ? [say(language, 'traceBeyond', beyond)] : []),
    ...others.flatMap((look) => {
      const told = toldOf(language, look, answer);
      return [`${look.address}: ${told.title}`, ...toldLines(language, told)];
    }),
  ];
}

const toldOf = (language: Language, look: MailboxLook, { connections }: TraceAnswer): Told =>
  tellLook(language, look, diagnosisOfLook(look, connections));

/** For `--json`: moments as ISO 8601, UTC; `whoActs` in words, `actor` as a code. */
export function factsOf(language: Language, answer: TraceAnswer): object {
  const { mails, hasMore, mailboxes, beyond, inOrgs, absences } = answer.trace;
  const factsOfTold = ({ title, text, whoActs, actor, diagnosis }: Told) => ({
    ...{ title, text, whoActs, actor, cause: diagnosis?.cause ?? null },
  });
  return {
    mails: mails.map((mail) => {
      const { address, messageId, subject, from, to, receivedAt, labels, verdict, entry } = mail;
      return {
        ...{ mailbox: address, messageId, subject, from, to, receivedAt, labels },
        foundAt: entry?.foundAt ?? null,
        ...factsOfTold(tellVerdict(language, mail)),
        verdict,
      };
    }),
    hasMore,
    absences: absences.map((each) => ({
      ...each,
      ...factsOfTold(tellAbsence(language, each)),
    })),
    inOrgs,
    mailboxes: mailboxes.map((look) => ({
      ...{ mailbox: look.address, outcome: look.outcome },
      lastReadAt: look.intake?.syncedAt ?? null,
      ...factsOfTold(toldOf(language, look, answer)),
    })),
    beyond,
  };
}
