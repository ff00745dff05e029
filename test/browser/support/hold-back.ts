import type { Page } from 'playwright-core';

export interface Held {
  /** Lets what was held back through to the server, and all that comes after it. */
  readonly release: () => void;
}

/** What the page asks of this mutation doesn't reach the server before it is released. */
export async function holdBack(page: Page, mutation: string): Promise<Held> {
  let release = () => undefined as void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(`${mutation}(input`)) await released;
    await route.fallback();
  });
  return { release };
}

/** From its next load on, the page hears of nothing by itself. */
export async function holdStreams(page: Page): Promise<void> {
  await page.routeWebSocket('**/graphql', (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!String(message).includes('"type":"next"')) socket.send(message);
    });
  });
}
