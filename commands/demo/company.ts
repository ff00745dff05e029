import type { CaptureLead } from '../capture-lead.js';
import type { CreateCustomer } from '../create-customer.js';

/** How far a customer of the demo has come; each step includes the ones before it. */
export const WAY = ['INITIAL_CONTACT', 'NEEDS_CONFIRMED', 'QUOTED', 'DECIDING'] as const;

export interface DemoCustomer extends CreateCustomer {
  readonly owner: 'lin' | 'wang' | 'nobody';
  readonly stage: (typeof WAY)[number] | 'PAUSED' | 'LOST';
  /** Minutes until the next step is due. */
  readonly dueIn?: number;
  readonly budget?: string;
}

/** A building-materials dealer in Shanghai and the people it sells to; none of them exists. */
export const CUSTOMERS: readonly DemoCustomer[] = [
  {
    name: '周建国',
    company: '浦江装饰工程有限公司',
    phone: '13800000101',
    intent: 'HIGH',
    owner: 'lin',
    stage: 'DECIDING',
    dueIn: 3,
    budget: '280000',
  },
  {
    name: '吴敏',
    company: '虹桥酒店管理有限公司',
    phone: '13800000102',
    intent: 'HIGH',
    owner: 'lin',
    stage: 'QUOTED',
    dueIn: 5,
    budget: '560000',
  },
  {
    name: '郑浩',
    company: '松江精装修有限公司',
    phone: '13800000103',
    intent: 'MEDIUM',
    owner: 'lin',
    stage: 'NEEDS_CONFIRMED',
    dueIn: 120,
    budget: '96000',
  },
  {
    name: '孙丽',
    company: '嘉定置业有限公司',
    phone: '13800000104',
    intent: 'MEDIUM',
    owner: 'lin',
    stage: 'NEEDS_CONFIRMED',
    dueIn: 1440,
    budget: '150000',
  },
  {
    name: '钱峰',
    company: '静安设计事务所',
    phone: '13800000105',
    intent: 'LOW',
    owner: 'lin',
    stage: 'INITIAL_CONTACT',
  },
  {
    name: '冯雪',
    company: '青浦民宿',
    phone: '13800000106',
    intent: 'UNKNOWN',
    owner: 'lin',
    stage: 'INITIAL_CONTACT',
  },
  { name: '陈立', company: '宝山建材批发部', phone: '13800000107', intent: 'LOW', owner: 'lin', stage: 'LOST' },
  {
    name: '褚卫',
    company: '徐汇学校后勤部',
    phone: '13800000108',
    intent: 'HIGH',
    owner: 'wang',
    stage: 'QUOTED',
    dueIn: 4,
    budget: '320000',
  },
  {
    name: '卫东',
    company: '闵行物业有限公司',
    phone: '13800000109',
    intent: 'MEDIUM',
    owner: 'wang',
    stage: 'QUOTED',
    dueIn: 2880,
    budget: '75000',
  },
  {
    name: '蒋芳',
    company: '长宁餐饮管理有限公司',
    phone: '13800000110',
    intent: 'MEDIUM',
    owner: 'wang',
    stage: 'NEEDS_CONFIRMED',
    dueIn: 60,
    budget: '42000',
  },
  {
    name: '沈杰',
    company: '奉贤厂房改造项目部',
    phone: '13800000111',
    intent: 'HIGH',
    owner: 'wang',
    stage: 'DECIDING',
    dueIn: 600,
    budget: '1200000',
  },
  { name: '韩梅', company: '普陀花艺', phone: '13800000112', intent: 'LOW', owner: 'wang', stage: 'PAUSED' },
  {
    name: '杨帆',
    company: '崇明农庄',
    phone: '13800000113',
    intent: 'UNKNOWN',
    owner: 'wang',
    stage: 'INITIAL_CONTACT',
  },
  {
    name: '朱琳',
    company: '金山办公家具有限公司',
    phone: '13800000114',
    intent: 'MEDIUM',
    owner: 'nobody',
    stage: 'INITIAL_CONTACT',
  },
  {
    name: '秦刚',
    company: '杨浦健身中心',
    phone: '13800000115',
    intent: 'LOW',
    owner: 'nobody',
    stage: 'INITIAL_CONTACT',
  },
];

/** The first is assigned to Lin, the rest wait in the lead pool. */
export const LEADS: readonly Omit<CaptureLead, 'sourceId'>[] = [
  {
    name: '许静',
    company: '临港展厅',
    phone: '13800000121',
    productInterest: '大理石瓷砖',
    message: '下个月展厅开工，想看样品和报价',
  },
  { name: '何伟', phone: '13800000122', productInterest: '木地板' },
  { name: '吕娜', wechat: 'lvna_design', message: '请加微信' },
];
