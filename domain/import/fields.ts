import type { OwnFieldPath } from '../custom-field/custom-field.js';
import type { ImportKind } from './import.js';

/** What a column may be imported into: whose rows have it, how long it may be, and what people call it. */
export interface ImportField {
  readonly name: FieldName;
  readonly kinds: readonly ImportKind[];
  readonly max: number;
  readonly headers: readonly string[];
}

export const FIELD_NAMES = [
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
  'intent',
  'owner',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** What a column goes into: one of those, or one of the organisation's own fields. */
export type Target = FieldName | OwnFieldPath;

const BOTH: readonly ImportKind[] = ['LEADS', 'CUSTOMERS'];

const field = (name: FieldName, kinds: readonly ImportKind[], max: number, headers: string): ImportField => ({
  name,
  kinds,
  max,
  headers: [name.toLowerCase(), ...headers.split(' ')],
});

/** The first spelling that fits wins; each column is imported into one field, each field from one column. */
export const IMPORT_FIELDS: readonly ImportField[] = [
  field('name', BOTH, 100, '姓名 名字 名称 联系人 联系人姓名 客户 客户姓名 客户名称 称呼 fullname contact contactname'),
  field(
    'company',
    BOTH,
    200,
    '公司 公司名称 公司名 单位 单位名称 企业 企业名称 客户公司 organisation organization account',
  ),
  field(
    'phone',
    BOTH,
    254,
    '手机 手机号 手机号码 电话 电话号码 联系电话 联系方式 移动电话 mobile mobilephone tel telephone phonenumber cellphone',
  ),
  field('email', BOTH, 254, '邮箱 电子邮箱 电子邮件 邮件 邮箱地址 mail emailaddress'),
  field('wechat', BOTH, 254, '微信 微信号 weixin wechatid wx'),
  field('productInterest', ['LEADS'], 200, '意向产品 产品 产品意向 感兴趣的产品 咨询产品 需求产品 product interest'),
  field('region', BOTH, 100, '地区 区域 城市 省份 所在地 所在城市 city area province'),
  field('campaign', ['LEADS'], 200, '活动 推广活动 营销活动 活动名称'),
  field('tags', BOTH, 2500, '标签 客户标签 tag labels'),
  field('message', ['LEADS'], 10_000, '留言 备注 说明 需求 note notes remark remarks comment comments'),
  field('externalId', ['LEADS'], 200, '外部编号 外部id 原系统编号'),
  field('intent', ['CUSTOMERS'], 20, '意向 意向度 意向程度 购买意向'),
  field('owner', ['CUSTOMERS'], 254, '负责人 归属人 所有人 跟进人 销售 owneremail salesperson'),
];

export const fieldOf = (name: FieldName): ImportField => IMPORT_FIELDS.find((one) => one.name === name)!;
