import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { ROOT } from './product.ts';

const GENERATOR = fileURLToPath(
  new URL('../bin/cyclonedx-esbuild-cli.js', import.meta.resolve('@cyclonedx/cyclonedx-esbuild')),
);

/**
 * Writes `sbom.cdx.json`: the packages in a bundle and their versions, in CycloneDX. It is part of the
 * archive, because a scanner of the image finds no other trace of them: the bundle's `package.json` has
 * none of them as a dependency. It is reproducible, so equal bundles keep their digest.
 *
 * @throws Error when the generator fails, or finds its own result invalid
 */
export function writeSbom(metafile: Metafile, directory: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'sbom-'));
  const input = join(scratch, 'metafile.json');
  const output = join(directory, 'sbom.cdx.json');
  try {
    writeFileSync(input, JSON.stringify(metafile));
    const options = ['--output-reproducible', '--validate', '--output-file', output];
    const args = [GENERATOR, ...options, '--build-working-dir', ROOT, input];
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
