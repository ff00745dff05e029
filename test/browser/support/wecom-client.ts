import type { Page } from 'playwright-core';
import type { Wecom } from '../../support/providers/wecom.js';

interface Asked {
  readonly corpid: string;
  readonly agentid: string;
  readonly timestamp: string;
  readonly nonceStr: string;
  readonly signature: string;
  readonly jsApiList: readonly string[];
}

/** WeCom's own browser, as it shows a page beside a chat. */
export interface WecomClient {
  /** The contact whom the chat is with; null: it is with nobody outside. */
  contact: string | null;
}

/** From its next load on, the page is shown by WeCom's client, which believes signatures only and tells what a page said it would ask. */
export async function insideWecom(page: Page, wecom: Wecom, contact: string | null): Promise<WecomClient> {
  const client: WecomClient = { contact };
  let allowed: readonly string[] = [];
  const agentConfig = (url: string, { corpid, agentid, timestamp, jsApiList, ...signed }: Asked) => {
    const isOurs = corpid === wecom.corpId && agentid === String(wecom.agentId);
    const isSigned = wecom.signIns.accepts('agent', { ...signed, timestamp: Number(timestamp), url });
    if (!isOurs || !isSigned) return { err_msg: 'agentConfig:fail invalid signature' };
    allowed = jsApiList;
    return { err_msg: 'agentConfig:ok' };
  };
  const getCurExternalContact = () => {
    const said = (text: string) => ({ err_msg: `getCurExternalContact:${text}` });
    if (!allowed.includes('getCurExternalContact')) return said('fail no permission');
    if (client.contact === null) return said('fail without context of external contact');
    return { userId: client.contact, ...said('ok') };
  };
  await page.exposeFunction('askWecom', (name: string, given: Asked, url: string) => {
    if (name === 'agentConfig') return agentConfig(url, given);
    return name === 'getCurExternalContact' ? getCurExternalContact() : { err_msg: `${name}:fail function not exist` };
  });
  page.on('framenavigated', () => (allowed = []));
  await page.addInitScript(`
    const userAgent = navigator.userAgent + ' wxwork/4.1.22 MicroMessenger/7.0.1';
    Object.defineProperty(navigator, 'userAgent', { get: () => userAgent });
    window.WeixinJSBridge = {
      on: () => undefined,
      invoke: (name, given, done) => void askWecom(name, given, location.href.split('#')[0]).then(done),
    };`);
  return client;
}
