import { afterAll } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';

/** Undefined: there is none on this machine. */
export const executablePath = process.env['TEST_CHROMIUM'];

let launching: Promise<Browser> | undefined;

/** One for all tests of a file. */
export const theBrowser = (): Promise<Browser> =>
  (launching ??= chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] }));

declare global {
  var tellWhatIsShown: ((test: string) => Promise<void>) | undefined;
}

/** Where a test failed nobody may be able to look at a screenshot. */
globalThis.tellWhatIsShown = async (test) => {
  const pages = (await launching)?.contexts().flatMap((context) => context.pages()) ?? [];
  for (const page of pages) {
    const shown = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
    console.error(`${test}: ${page.url()}\n${shown}`);
  }
};

// Said before the server is heard of, so that no page is left that would ask a server that is about to end.
afterAll(async () => {
  await (await launching)?.close();
  launching = undefined;
});
