import { PinoPretty } from 'pino-pretty';

type Line = Readonly<Record<string, unknown>>;

/** Formats log lines for a terminal: one sentence each, with only the facts that help a person. */
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
    line['upstream'] && `upstream: ${values(line['upstream'])}`,
    line['connectionId'] && `connection ${line['connectionId']}`,
    line['counts'] && nonZero(line['counts']),
    line['event'] && line['code'],
    // The error page shows this number, so that its log line can be found.
    line['code'] && line['correlationId'] && `correlationId ${line['correlationId']}`,
  ];
  const text = [line['message'], ...facts].filter(Boolean).join(' · ');
  const details = [line['problems'], line['stack']].flat().filter(Boolean);
  return [text, ...details.map((detail) => `    ${detail}`)].join('\n');
}

const values = (report: unknown): string =>
  Object.values(Object(report))
    .filter((value) => value !== null)
    .join(' ');

function nonZero(counts: unknown): string {
  const shown = Object.entries(Object(counts)).filter(([, count]) => count !== 0);
  return shown.map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing to do';
}
