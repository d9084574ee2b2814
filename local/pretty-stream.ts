import { PinoPretty } from 'pino-pretty';

type Line = Readonly<Record<string, unknown>>;

/** Log lines for a person at a terminal: a sentence each, with the facts that help and no others. */
export function createPrettyStream() {
  return PinoPretty({
    colorize: process.stdout.isTTY ?? false,
    levelKey: 'severity',
    timestampKey: 'time',
    messageKey: 'message',
    translateTime: 'SYS:HH:MM:ss',
    customPrettifiers: { level: (severity) => String(severity).padEnd(7) },
    hideObject: true,
    messageFormat: sentence,
    sync: true,
  });
}

function sentence(line: Line): string {
  const facts = [
    line['status'] && `${line['status']} in ${line['latencyMs']} ms`,
    line['google'] && `Google: ${values(line['google'])}`,
    line['connectionId'] && `connection ${line['connectionId']}`,
    line['counts'] && nonZero(line['counts']),
    line['event'] && line['code'],
    // Whoever was refused was shown this number: here is where it is looked for.
    line['code'] && line['correlationId'] && `correlationId ${line['correlationId']}`,
  ];
  const told = [line['message'], ...facts].filter(Boolean).join(' · ');
  const below = [line['problems'], line['stack']].flat().filter(Boolean);
  return [told, ...below.map((text) => `    ${text}`)].join('\n');
}

const values = (report: unknown): string =>
  Object.values(Object(report))
    .filter((value) => value !== null)
    .join(' ');

function nonZero(counts: unknown): string {
  const told = Object.entries(Object(counts)).filter(([, count]) => count !== 0);
  return told.map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing to do';
}
