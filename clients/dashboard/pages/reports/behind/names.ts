import { channelWords } from '../../../language/channels.js';
import { texts } from '../../../language/texts.js';
import { performanceNumbers } from '../performance/numbers.js';
import { buckets } from '../rhythm/buckets.js';
import { stageNumbers } from '../stages/numbers.js';

const others = texts(
  {
    CUSTOMERS: '客户',
    LEADS: '线索',
    QUALIFIED: '转客户',
    cell: '跟进',
    neglect: '多久没有跟进',
    reason: '原因',
    noReason: '未填写',
  },
  {
    CUSTOMERS: 'Customers',
    LEADS: 'Leads',
    QUALIFIED: 'Qualified',
    cell: 'Follow-ups',
    neglect: 'Since the last follow-up',
    reason: 'Reason',
    noReason: 'None given',
  },
);

/** A channel and a number may have one code. */
export const channelKey = (code: string): string => `channel ${code}`;

const channels = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(words).map(([code, text]) => [channelKey(code), text] as const));

/** What numbers and channels are called, wherever they stand. */
export const numberNames = texts<Readonly<Record<string, string>>>(
  { ...others.zh, ...performanceNumbers.zh, ...stageNumbers.zh, ...buckets.zh, ...channels(channelWords.zh) },
  { ...others.en, ...performanceNumbers.en, ...stageNumbers.en, ...buckets.en, ...channels(channelWords.en) },
);
