import { PinoPretty } from 'pino-pretty';

/** Log lines for a person at a terminal: one line each, without the fields that only machines read. */
export function createPrettyStream() {
  return PinoPretty({
    colorize: process.stdout.isTTY ?? false,
    levelKey: 'severity',
    customPrettifiers: { level: (severity) => String(severity).padEnd(7) },
    timestampKey: 'time',
    messageKey: 'message',
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'function,method,route,outcome,counts',
    singleLine: true,
    sync: true,
  });
}
