import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

/** The pictures of the READMEs: the list of ten thousand mailboxes, in each language. */
const PICTURES = [
  { locale: 'en', path: 'docs/images/setup-page.png' },
  { locale: 'ja', path: 'docs/images/setup-page.ja.png' },
] as const;

/** Signs in with a real browser and photographs the list, on a desktop in light colours. */
export async function takePictures(baseUrl: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const { locale, path } of PICTURES) {
      const viewport = { width: 1440, height: 1280 };
      const context = await browser.newContext({ locale, viewport, colorScheme: 'light' });
      const page = await context.newPage();
      await page.goto(`${baseUrl}/setup-page`);
      await page.locator('form[action$="/sign-in"] button').click();
      await page.locator('[data-account="admin@example.com"]').click();
      // Google asks only once for what the sign-in needs.
      const allow = page.locator('button[name="allow"]');
      await allow.or(page.locator('main#content')).waitFor();
      if (await allow.isVisible()) await allow.click();
      await page.waitForURL(`${baseUrl}/setup-page**`);
      await page.locator('main').waitFor();
      await page.screenshot({ path });
      process.stdout.write(`${path}\n`);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

/** `CHROMIUM`, or the one on the PATH. */
function chromiumPath(): string {
  const named = process.env['CHROMIUM'];
  return (
    named ??
    execFileSync('sh', ['-c', 'command -v chromium || command -v google-chrome'], {
      encoding: 'utf8',
    }).trim()
  );
}
