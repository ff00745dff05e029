import type { Chances } from './chances.js';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭陆范汪廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文辉玲华建国志丹萍鹏飞红玉兰慧巧美雅晨宇欣怡梓涵浩然子轩雨桐思远嘉豪俊凯博文婷雪梅琳燕凤洁云莲真环雪荣爱妹香月莺媛瑞凡佳',
];
const PLACES = [
  '杭州',
  '宁波',
  '苏州',
  '无锡',
  '南京',
  '上海',
  '嘉兴',
  '合肥',
  '常州',
  '绍兴',
  '温州',
  '南通',
  '芜湖',
  '台州',
  '湖州',
  '扬州',
];
const REGIONS = ['浙江', '江苏', '上海', '安徽'];
const FANCY = [
  '晨光',
  '鼎盛',
  '恒信',
  '瑞丰',
  '华远',
  '金鼎',
  '安居',
  '博雅',
  '新辰',
  '宏图',
  '锦绣',
  '天成',
  '汇通',
  '嘉禾',
  '远航',
  '立信',
  '盛世',
  '康宁',
  '佳美',
  '东方',
];
const TRADES = [
  '建材',
  '装饰工程',
  '酒店管理',
  '置业',
  '设计',
  '物业管理',
  '餐饮管理',
  '家居',
  '建设',
  '幕墙',
  '贸易',
  '科技',
];
const PRODUCTS = [
  '岩棉板',
  '大理石瓷砖',
  '实木地板',
  '铝合金门窗',
  '防水涂料',
  '隔音板',
  '轻钢龙骨',
  '石膏板',
  '整体橱柜',
  '照明灯具',
];
const QUESTIONS = [
  '请报价，最好附检测报告',
  '想看看样品和安装案例',
  '下个月开工，请尽快联系',
  '能否提供含安装的价格',
  '先了解一下最小起订量',
  '项目在招标，需要资质文件',
];
const NEEDS = ['含安装', '只要材料', '含铺贴与辅料', '需要消防检测', '需分批送货'];
const TIMELINES = ['两周内', '一个月内', '两个月内', '三季度', '年底前', '明年春天'];
const SAID = [
  '客户说明了用途、面积和工期',
  '发了资料，客户愿意看看',
  '聊了预算，觉得偏高',
  '客户在比较两家',
  '客户要内部讨论后答复',
  '约了下周再谈',
  '确认了收货地址和时间',
  '客户对样品满意',
  '现场量了尺寸',
  '老板出差，等他回来再定',
];
const UNANSWERED = ['响铃无人接听', '占线，稍后再打', '微信未回复', '前台说不在'];
const REFUSED = ['客户说暂时不考虑', '已经定了别家', '让以后不要再打'];
const LESSONS = [
  '价格合适，交期是关键',
  '样品打动了客户',
  '跟得太慢，被同行抢先',
  '没找到拍板的人',
  '老客户介绍，信任在前',
];

export const personName = (chances: Chances): string => {
  const given = chances.pick(GIVEN) + (chances.in(0.7) ? chances.pick(GIVEN) : '');
  return chances.pick(SURNAMES) + given;
};

export const companyName = (chances: Chances): string =>
  `${chances.pick(PLACES)}${chances.pick(FANCY)}${chances.pick(TRADES)}有限公司`;

export const region = (chances: Chances): string => chances.pick(REGIONS);
export const product = (chances: Chances): string => chances.pick(PRODUCTS);
export const question = (chances: Chances): string => chances.pick(QUESTIONS);
export const need = (chances: Chances): string =>
  `${chances.pick(PRODUCTS)} ${chances.whole(2, 60) * 50}㎡，${chances.pick(NEEDS)}`;
export const timeline = (chances: Chances): string => chances.pick(TIMELINES);
export const said = (chances: Chances): string => chances.pick(SAID);
export const unanswered = (chances: Chances): string => chances.pick(UNANSWERED);
export const refused = (chances: Chances): string => chances.pick(REFUSED);
export const lesson = (chances: Chances): string => chances.pick(LESSONS);

/** Nobody's: every life has its own. */
export const phoneOf = (life: number): string => `+86${FIRST_PHONE + life}`;
export const emailOf = (life: number): string => `buyer${life}@mail.example`;
export const wechatOf = (life: number): string => `wx_buyer${life}`;
/** Under which a source delivers them. */
export const deliveryOf = (life: number, at: Date): string => `buyer${life}-${at.getTime()}`;

export const FIRST_PHONE = 13_800_000_000;
