import { texts } from '../../language/texts.js';

/** What a column may go into. */
export const FIELDS = {
  LEADS: [
    'name',
    'company',
    'phone',
    'email',
    'wechat',
    'productInterest',
    'region',
    'campaign',
    'tags',
    'message',
    'externalId',
  ],
  CUSTOMERS: ['name', 'company', 'phone', 'email', 'wechat', 'region', 'tags', 'intent', 'owner'],
} as const;

export const columnWords = texts(
  {
    name: '姓名',
    company: '公司',
    phone: '手机',
    email: '邮箱',
    wechat: '微信',
    productInterest: '意向产品',
    region: '地区',
    campaign: '活动',
    tags: '标签',
    message: '留言',
    externalId: '外部编号',
    intent: '意向（高、中、低）',
    owner: '负责人（其登录邮箱或电话）',
  },
  {
    name: 'Name',
    company: 'Company',
    phone: 'Phone',
    email: 'E-mail',
    wechat: 'WeChat',
    productInterest: 'Product interest',
    region: 'Region',
    campaign: 'Campaign',
    tags: 'Tags',
    message: 'Message',
    externalId: 'External id',
    intent: 'Intent (high, medium, low)',
    owner: 'Owner (what they sign in with)',
  },
);
