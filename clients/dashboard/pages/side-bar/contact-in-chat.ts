import { env, getCurExternalContact, register } from '@wecom/jssdk';
import { GenjinError } from '../../../sdk/error.js';
import { sdk } from '../../connection/connection.js';
import { PageSignatureDocument } from '../../generated/operations.js';

export type Found =
  | { readonly as: 'CONTACT'; readonly id: string }
  /** Not shown by WeCom at all. */
  | { readonly as: 'OUTSIDE' }
  /** Shown by WeCom, but beside no chat with a contact. */
  | { readonly as: 'NO_CHAT' }
  | { readonly as: 'FAILED'; readonly why: string };

/** Whom the chat is with beside which WeCom shows this page. */
export async function contactInChat(): Promise<Found> {
  if (!env.isWeCom) return { as: 'OUTSIDE' };
  try {
    await introduce();
    const { userId } = await getCurExternalContact();
    return { as: 'CONTACT', id: userId };
  } catch (cause) {
    const why = whyNot(cause);
    return why.includes('without context') ? { as: 'NO_CHAT' } : { as: 'FAILED', why };
  }
}

/** Tells WeCom's client, signed by the server, whose page this is and what it is going to ask. */
async function introduce(): Promise<void> {
  const url = location.href.split('#')[0]!;
  const { wecomJsConfig: signed } = await sdk.request(PageSignatureDocument, { url });
  const { corpId, agentId, timestamp, nonceStr, configSignature, agentConfigSignature } = signed;
  register({
    corpId,
    agentId,
    jsApiList: ['getCurExternalContact'],
    getConfigSignature: () => ({ timestamp, nonceStr, signature: configSignature }),
    getAgentConfigSignature: () => ({ timestamp, nonceStr, signature: agentConfigSignature }),
  });
}

const whyNot = (cause: unknown): string =>
  cause instanceof GenjinError ? cause.message : ((cause as { readonly errMsg?: string }).errMsg ?? String(cause));
