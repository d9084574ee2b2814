/** The width of a terminal that does not report one. */
const COLUMNS = 80;

/** The shortest interval between lines, so that progress does not flood a log. */
const LINE_EVERY_MS = 5000;

export type Progress = { show(text: string): void; clear(): void };

/** Shows progress on stderr: one changing line on a terminal, a line every few seconds in a log. */
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
