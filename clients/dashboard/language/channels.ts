import { texts, useTexts } from './texts.js';

export const channelWords = texts(
  {
    WEBSITE: '官网',
    EVENT: '展会活动',
    WECHAT: '微信',
    PHONE: '电话',
    REFERRAL: '转介绍',
    AD: '广告',
    MINI_PROGRAM: '小程序',
    OFFICIAL_ACCOUNT: '公众号',
  },
  {
    WEBSITE: 'Website',
    EVENT: 'Event',
    WECHAT: 'WeChat',
    PHONE: 'Phone',
    REFERRAL: 'Referral',
    AD: 'Advertisement',
    MINI_PROGRAM: 'Mini program',
    OFFICIAL_ACCOUNT: 'Official account',
  },
);

export type UsualChannel = keyof typeof channelWords.zh;
export const USUAL_CHANNELS = Object.keys(channelWords.zh) as readonly UsualChannel[];

/** What the usual marketing channels are called; one of the organisation’s own is called by its code. */
export function useChannels(): (code: string) => string {
  const t: Readonly<Record<string, string>> = useTexts(channelWords);
  return (code) => t[code] ?? code;
}

/** A source, its channel and whatever else is known, each said once: a website’s source may be called as its channel is. */
export const channelTitle = (...parts: readonly (string | null | undefined)[]): string =>
  [...new Set(parts.filter(Boolean))].join(' · ');
