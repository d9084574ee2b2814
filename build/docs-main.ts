import { readFileSync, writeFileSync } from 'node:fs';
import { DOCUMENTS, rewritten } from './docs/troubleshooting.ts';

for (const [path, language] of DOCUMENTS) {
  const text = readFileSync(path, 'utf8');
  const now = rewritten(text, language);
  if (now === text) continue;
  writeFileSync(path, now);
  process.stdout.write(`Wrote ${path}\n`);
}
