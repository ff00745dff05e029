import { chromium, type Browser } from 'playwright-core';
import { atTheEnd } from '../../support/at-the-end.js';

/** Undefined: there is none on this machine. */
export const executablePath = process.env['TEST_CHROMIUM'];

let launching: Promise<Browser> | undefined;

/** One for all tests of a file. */
export const theBrowser = (): Promise<Browser> => (launching ??= launch());

async function launch(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
  atTheEnd(() => browser.close());
  return browser;
}

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
