import type { OutsideChannel } from './delivery.js';

/** What an operator has set up for everybody: people choose among these. */
export interface OrganisationChannels {
  readonly wecom: { readonly apiUrl: string; readonly app: WecomApp | null };
  readonly dingtalk: { readonly apiUrl: string };
  readonly feishu: { readonly apiUrl: string; readonly app: FeishuApp | null };
  readonly mail: Mail | null;
}

export interface WecomApp {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
}

export interface FeishuApp {
  readonly appId: string;
  readonly appSecret: string;
}

/** A server that takes e-mails in, and whom they are from. */
export interface Mail {
  readonly url: string;
  readonly from: string;
}

/** The providers as the world knows them, and nothing of an organisation's own. */
export const PUBLIC_PROVIDERS: OrganisationChannels = {
  wecom: { apiUrl: 'https://qyapi.weixin.qq.com', app: null },
  dingtalk: { apiUrl: 'https://oapi.dingtalk.com' },
  feishu: { apiUrl: 'https://open.feishu.cn', app: null },
  mail: null,
};

/** The channels that people can choose. Robots and webhooks bring their own keys. */
export const channelsThrough = ({ wecom, mail }: OrganisationChannels): readonly OutsideChannel[] => [
  'WECOM_ROBOT',
  ...(wecom.app ? (['WECOM_APP'] as const) : []),
  'DINGTALK_ROBOT',
  'FEISHU_BOT',
  ...(mail ? (['EMAIL'] as const) : []),
  'WEBHOOK',
];
