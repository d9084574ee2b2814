/** Of a terminal that does not tell. */
const COLUMNS = 80;

/** A log of many lines says no more than one every few seconds. */
const LINE_EVERY_MS = 5000;

export type Progress = { show(text: string): void; clear(): void };

/** Shows on stderr what is being done: one changing line on a terminal, a few lines in a log. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let lastLineAt = -Infinity;
  if (stream.isTTY) {
    return {
      show: (text) => stream.write(`\r\u001b[K${text.slice(0, (stream.columns || COLUMNS) - 1)}`),
      clear: () => stream.write('\r\u001b[K'),
    };
  }
  return {
    show: (text) => {
      if (performance.now() - lastLineAt < LINE_EVERY_MS) return;
      lastLineAt = performance.now();
      stream.write(`${text}\n`);
    },
    clear: () => {},
  };
}
