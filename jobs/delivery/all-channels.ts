import type { ChannelParts } from './channel-parts.js';
import type { Channels } from './deliver.js';
import { dingtalkRobot } from './dingtalk-robot.js';
import { eventWebhook } from './event-webhook.js';
import { feishuBot } from './feishu-bot.js';
import { mail } from './mail.js';
import { personWebhook } from './person-webhook.js';
import { wecomApp } from './wecom-app.js';
import { wecomRobot } from './wecom-robot.js';

/** Every channel that an operator has set up. */
export function allChannels(parts: ChannelParts): Channels {
  const { organisation } = parts;
  return {
    WECOM_ROBOT: wecomRobot(parts),
    ...(organisation.wecom.app && { WECOM_APP: wecomApp(organisation.wecom.app, parts) }),
    DINGTALK_ROBOT: dingtalkRobot(parts),
    FEISHU_BOT: feishuBot(parts),
    ...(organisation.mail && { EMAIL: mail(organisation.mail, parts) }),
    WEBHOOK: personWebhook(parts),
    EVENT: eventWebhook(parts),
  };
}
