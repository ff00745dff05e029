import { WEBHOOK_TEXTS } from './webhook/texts.js';
import { API_KEY_TEXTS } from './api-key/texts.js';
import { INTAKE_TEXTS } from './lead/intake-texts.js';
import { NURTURE_TEXTS } from './nurture/texts.js';
import { WECHAT_TEXTS } from './lead/wechat-texts.js';
import { WECOM_TEXTS } from './lead/wecom-texts.js';
import { ASSIGNMENT_TEXTS } from './lead/assignment-texts.js';
import { APPROVAL_TEXTS } from './approval/texts.js';
import { DEAL_TEXTS } from './deal/texts.js';
import { CUSTOM_FIELD_TEXTS } from './custom-field/texts.js';
import { DELIVERY_TEXTS } from './delivery/texts.js';
import { FILE_TEXTS } from './file/texts.js';
import { IMPORT_TEXTS } from './import/texts.js';
import { HAND_OVER_TEXTS } from './hand-over/texts.js';
import { MERGE_TEXTS } from './merge/texts.js';
import { POOL_TEXTS } from './pool/texts.js';
import { PILOT_TEXTS } from './pilot/texts.js';
import { REPORT_TEXTS } from './report/texts.js';
import type { Label } from './message.js';
import { CHECK_TEXTS } from './playbook/check-texts.js';
import { RECURRING_TEXTS } from './recurring/texts.js';
import { SETTINGS_TEXTS } from './settings/texts.js';
import { SIMULATION_TEXTS } from './simulation/texts.js';

/** Every sentence the product says, in both languages. `{name}` stands for a parameter. */
export const TEXTS = {
  NOT_FOUND: { 'zh-CN': '不存在，或您无权查看', en: 'There is nothing here, or nothing that you may see' },
  FORBIDDEN: {
    'zh-CN': '您的角色不能执行此操作（需要 {role} 或以上）',
    en: 'Your role may not do this (it takes {role} or above)',
  },
  UNAUTHENTICATED: { 'zh-CN': '请先登录', en: 'Please sign in' },
  SIGN_IN_FAILED: { 'zh-CN': '账号或密码不正确', en: 'The login or the password is wrong' },
  SIGN_IN_CODE_REFUSED: {
    'zh-CN': '登录码无效、已使用或已过期，请重新打开',
    en: 'The code of this sign-in is wrong, used or too old; please open it anew',
  },
  SIGN_IN_STATE_REFUSED: {
    'zh-CN': '这次登录不是由此浏览器发起，或已超时，请重新登录',
    en: 'This sign-in was not begun by this browser, or too long ago; please sign in anew',
  },
  SIGN_IN_PERSON_UNKNOWN: {
    'zh-CN': '您的企业微信账号尚未关联到系统账号，请联系管理员',
    en: 'Your WeCom account is not linked to anybody here; please ask an administrator',
  },
  SIGN_IN_PERSON_INACTIVE: {
    'zh-CN': '您的账号已停用，请联系管理员',
    en: 'Your account here is not active; please ask an administrator',
  },
  WECOM_APP_NOT_SET_UP: {
    'zh-CN': '此服务器未配置企业微信应用',
    en: 'No WeCom app is set up on this server',
  },
  NOT_A_PAGE_OF_OURS: {
    'zh-CN': '只能是本系统自己的页面地址',
    en: 'Only the address of a page of this system',
  },
  SESSION_ENDED: { 'zh-CN': '登录已失效，请重新登录', en: 'The session has ended; please sign in again' },
  TOO_MANY_SIGN_INS: {
    'zh-CN': '登录失败次数过多，请稍后再试',
    en: 'Too many failed sign-ins; please try again later',
  },
  INTERNAL: {
    'zh-CN': '系统出错，请稍后重试（编号 {requestId}）',
    en: 'Something went wrong on our side; please try again (request {requestId})',
  },
  UNAVAILABLE: { 'zh-CN': '服务暂不可用，请稍后重试', en: 'The service is not available right now; please try again' },
  QUERY_TOO_COMPLEX: { 'zh-CN': '查询过于复杂', en: 'The query is too complex' },
  SLOW_CONSUMER: {
    'zh-CN': '接收过慢，请从最后的游标重新订阅',
    en: 'Too slow to keep up; subscribe again from your last cursor',
  },
  TOO_MANY_CONNECTIONS: {
    'zh-CN': '连接数过多，请稍后再试',
    en: 'There are too many connections; come again later',
  },
  CURSOR_EXPIRED: {
    'zh-CN': '游标已过期，请从当前位置重新订阅',
    en: 'The cursor is past retention; subscribe again from the head',
  },
  BAD_CURSOR: { 'zh-CN': '游标不属于此列表的排序或筛选', en: 'The cursor is not one of this list in this order' },
  PAGE_SIZE: { 'zh-CN': '每页 1 至 {max} 条', en: 'A page holds 1 to {max}' },
  FIRST_XOR_LAST: { 'zh-CN': 'first 与 last 只能给出一个', en: 'Give first or last, not both' },

  UNKNOWN_STAGE: { 'zh-CN': '状态标准中没有“{code}”', en: 'The playbook has no stage {code}' },
  UNKNOWN_REASON: {
    'zh-CN': '原因“{code}”不可选，可选：{allowed}',
    en: 'The reason {code} can not be chosen; there are: {allowed}',
  },
  NO_REASON_ASKED: { 'zh-CN': '转到“{stage}”不需要原因', en: 'A move to {stage} takes no reason' },
  UNKNOWN_PURPOSE: {
    'zh-CN': '目的“{code}”不在列表中，可选：{allowed}',
    en: 'The purpose {code} is not in the list; there are: {allowed}',
  },
  UNKNOWN_GOAL: {
    'zh-CN': '目标“{code}”不在列表中，可选：{allowed}',
    en: 'The goal {code} is not in the list; there are: {allowed}',
  },
  PURPOSE_MISSING: { 'zh-CN': '请选择或填写下次跟进的目的', en: 'Choose a purpose or write one' },
  IN_THE_PAST: { 'zh-CN': '时间必须在将来', en: 'The time must lie ahead' },
  IN_THE_FUTURE: { 'zh-CN': '时间不能在将来', en: 'The time must not lie ahead' },
  NEGATIVE: { 'zh-CN': '不能为负数', en: 'Must not be negative' },
  UNKNOWN_CURRENCY: { 'zh-CN': '货币须为 ISO 4217 代码，如 CNY', en: 'The currency is a code of ISO 4217, e.g. CNY' },
  AMOUNT_NOT_POSITIVE: { 'zh-CN': '金额必须大于零', en: 'The amount must be above zero' },
  SPAN_TOO_LONG: { 'zh-CN': '时长最多为{most}', en: 'The span is {most} at most' },
  SPAN_NOT_POSITIVE: { 'zh-CN': '时长必须大于零', en: 'The span must be above zero' },
  SNOOZE_TOO_LONG: { 'zh-CN': '累计推迟不能超过 {span}', en: 'Snoozing adds up to {span} at most' },
  SNOOZE_PAST_RECLAIM: {
    'zh-CN': '客户将于 {due} 被收回，不能推迟到那之后',
    en: 'The customer is taken back at {due}; it can not be put off past that',
  },
  LEADS_HAVE_NO_STAGE: { 'zh-CN': '线索没有状态，请先转为客户', en: 'A lead has no stage; qualify it first' },
  LEADS_HAVE_NO_DEAL: {
    'zh-CN': '线索没有需求与报价记录，请先转为客户',
    en: 'Facts and quotes are a customer’s; qualify the lead first',
  },
  USER_INACTIVE: { 'zh-CN': '该用户已停用', en: 'This user is not active' },
  ONE_SUBJECT: { 'zh-CN': '请给出 customerId 或 leadId 之一', en: 'Give customerId or leadId, one of the two' },
  REQUIRED: { 'zh-CN': '不能为空', en: 'Must not be empty' },
  TOO_LONG: { 'zh-CN': '最多 {max} 个字符', en: 'At most {max} characters' },
  TOO_MANY: { 'zh-CN': '最多 {max} 项', en: 'At most {max} entries' },
  TOO_LARGE: { 'zh-CN': 'JSON 最多 {max} 个字符', en: 'At most {max} characters of JSON' },
  NOT_AN_OBJECT: { 'zh-CN': '必须是 JSON 对象', en: 'Must be a JSON object' },
  BAD_CHARACTER: { 'zh-CN': '包含无法保存的字符', en: 'Holds a character that can not be stored' },
  NOT_A_PHONE: { 'zh-CN': '不是有效的电话号码', en: 'Not a valid phone number' },
  NOT_AN_EMAIL: { 'zh-CN': '不是有效的邮箱地址', en: 'Not a valid e-mail address' },
  NOT_A_WECHAT: { 'zh-CN': '不是有效的微信号', en: 'Not a valid WeChat id' },
  NOTHING_CAPTURED: {
    'zh-CN': '请至少给出姓名、公司或一种联系方式',
    en: 'Give a name, a company or one way to get in touch',
  },
  PASSWORD_TOO_SHORT: { 'zh-CN': '密码至少 {min} 个字符', en: 'A password has at least {min} characters' },
  LOGIN_MISSING: { 'zh-CN': '请给出邮箱或电话作为登录名', en: 'Give an e-mail or a phone number to sign in with' },
  LOGIN_TAKEN: { 'zh-CN': '已被其他用户使用', en: 'Another user has it already' },
  NAME_TAKEN: { 'zh-CN': '名称已被使用', en: 'The name is taken' },
  LAST_ADMIN: { 'zh-CN': '至少要保留一名可登录的管理员', en: 'At least one active administrator has to remain' },
  LEAD_NOT_LEADER: {
    'zh-CN': '主管须是启用的用户，角色为主管或以上',
    en: 'A team lead is an active user with role TEAM_LEAD or above',
  },
  SELF_DELEGATE: { 'zh-CN': '不能委托给自己', en: 'Nobody is their own delegate' },
  SOURCE_INACTIVE: { 'zh-CN': '该来源已停用', en: 'This source is not active' },
  QUALITY_RANGE: { 'zh-CN': '渠道质量为 1 至 5', en: 'The quality is 1 to 5' },

  TRANSITION_NOT_ALLOWED: {
    'zh-CN': '不能从“{from}”直接到“{to}”，可以到：{allowed}',
    en: 'There is no way from {from} straight to {to}; allowed: {allowed}',
  },
  CONDITIONS_UNMET: { 'zh-CN': '还缺 {count} 项条件', en: 'Conditions still unmet: {count}' },
  FOLLOW_UP_INCOMPLETE: { 'zh-CN': '跟进记录还缺 {count} 项', en: 'The follow-up still lacks {count} entries' },
  REASON_REQUIRED: { 'zh-CN': '请选择原因', en: 'Choose a reason' },
  VERSION_CONFLICT: {
    'zh-CN': '已被他人修改（您的版本 {expected}，当前 {current}），请刷新',
    en: 'Somebody changed it (you saw version {expected}, it is {current}); please reload',
  },
  DAILY_CLAIM_LIMIT: { 'zh-CN': '今日领取已达上限', en: "Today's claims are used up" },
  HOLDING_CAP: { 'zh-CN': '持有客户已达上限', en: 'The holding cap is reached' },
  CLAIM_COOL_DOWN: { 'zh-CN': '冷却期内不能再次领取', en: 'You held it before; the cool-down has not passed' },
  CLAIM_SUSPENDED: { 'zh-CN': '领取已暂停', en: 'Claiming is suspended' },
  POOL_EMBARGO: { 'zh-CN': '刚进入公海，暂不能领取', en: 'It has just entered the pool' },
  DUPLICATE: { 'zh-CN': '该联系方式已存在', en: 'Somebody with these contact details is known already' },
  PLAYBOOK_INVALID: { 'zh-CN': '状态标准有 {count} 处错误', en: 'The playbook has {count} errors' },
  POOL_RULES_INVALID: { 'zh-CN': '公海规则有 {count} 处错误', en: 'The pool rules have {count} errors' },
  APPROVAL_REQUIRED: { 'zh-CN': '需要上级批准', en: 'A superior has to approve' },
  NOT_OWNER: {
    'zh-CN': '您不是负责人；公海客户请先领取',
    en: 'It is not yours to work on; claim it first if it is in a pool',
  },
  ALREADY_OWNED: { 'zh-CN': '已有负责人', en: 'Somebody owns it already' },
  NOT_IN_POOL: { 'zh-CN': '不在公海中', en: 'It is not in a pool' },
  NOT_POOL_MEMBER: { 'zh-CN': '该公海不对您的团队开放', en: 'The pool is not open to your team' },
  PROTECTED: { 'zh-CN': '受保护', en: 'It is protected' },
  ALREADY_CLOSED: { 'zh-CN': '已经结束，不能再修改', en: 'It is closed already' },
  IDEMPOTENCY_MISMATCH: {
    'zh-CN': '同一幂等键用于了不同的内容',
    en: 'The same idempotency key came with another input',
  },
  IN_USE: { 'zh-CN': '仍在使用中', en: 'It is still in use' },
  NO_CONSENT: { 'zh-CN': '对方尚未同意接收信息', en: 'They haven’t agreed to be written to' },
  OPTED_OUT: { 'zh-CN': '对方已退订', en: 'They asked not to be written to' },
  CHANNEL_NOT_CHOSEN: { 'zh-CN': '尚未设置此渠道', en: 'This channel isn’t set up for them' },
  TEST_LIMIT: { 'zh-CN': '测试消息过于频繁，请稍后再试', en: 'Too many test messages: try again in a moment' },

  UNMET_CONTACT_METHOD: {
    'zh-CN': '缺少联系方式（电话、邮箱或微信）',
    en: 'No way to get in touch: phone, e-mail or WeChat',
  },
  UNMET_FOLLOW_UP_DONE: { 'zh-CN': '还没有完成过跟进', en: 'No follow-up was done yet' },
  UNMET_NEED: { 'zh-CN': '客户需求未填写', en: 'The need is not recorded' },
  UNMET_BUDGET: { 'zh-CN': '客户预算未填写', en: 'The budget is not recorded' },
  UNMET_TIMELINE: { 'zh-CN': '采购时间未填写', en: 'The timeline is not recorded' },
  UNMET_QUOTE_SENT: { 'zh-CN': '还没有发送报价单', en: 'No quote was sent' },
  UNMET_QUOTE_RECEIPT_CONFIRMED: {
    'zh-CN': '客户还未确认收到报价',
    en: 'The customer has not confirmed that the quote arrived',
  },
  UNMET_DECISION_MAKER_OR_DATE: {
    'zh-CN': '缺少决策人或决策日期',
    en: 'Neither a decision maker nor a decision date is recorded',
  },
  UNMET_CONTRACT_FILE: { 'zh-CN': '缺少合同文件', en: 'No contract file is attached' },
  UNMET_INVOICE_CONFIRMED: { 'zh-CN': '开票信息未确认', en: 'The invoice details are not confirmed' },
  UNMET_SIGNED_OR_FIRST_PAYMENT: {
    'zh-CN': '合同未签署，首付款也未到账',
    en: 'Neither signed nor a first payment received',
  },
  UNMET_PAUSE_REASON: { 'zh-CN': '请选择暂停原因', en: 'Choose why it is paused' },
  UNMET_LOSS_REASON: { 'zh-CN': '请选择流失原因', en: 'Choose why it was lost' },
  UNMET_REASON: { 'zh-CN': '请说明原因', en: 'Say why' },
  UNMET_REASON_NOTE: { 'zh-CN': '选择“{reason}”须填写说明', en: '“{reason}” asks for a note' },
  UNMET_CLEAR_INTENT: { 'zh-CN': '意向不明确', en: 'The intent is not clear' },
  UNMET_CUSTOM_FIELD: { 'zh-CN': '“{field}”未填写', en: '{field} is not filled in' },
  UNMET_CUSTOM_FIELD_IN: { 'zh-CN': '“{field}”须为：{values}', en: '{field} has to be: {values}' },
  UNMET_CUSTOM_FIELD_AT_LEAST: { 'zh-CN': '“{field}”至少须为 {least}', en: '{field} has to be at least {least}' },
  UNMET_CHANNEL: { 'zh-CN': '请选择跟进方式', en: 'Choose the channel' },
  UNMET_NOTE: { 'zh-CN': '请记录沟通内容', en: 'Record what was said' },
  UNMET_GOAL_MET: { 'zh-CN': '请选择目标是否达成', en: 'Say whether the goal was met' },
  UNMET_NEXT_PLAN: { 'zh-CN': '请安排下次跟进', en: 'Plan the next step' },
  UNMET_NEXT_PURPOSE: { 'zh-CN': '请填写下次跟进的目的', en: 'Say what the next step is for' },

  GUIDE_CONTACT_METHOD: { 'zh-CN': '补充联系方式', en: 'Add contact details' },
  GUIDE_FOLLOW_UP_DONE: { 'zh-CN': '记录一次跟进', en: 'Record a follow-up' },
  GUIDE_NEED: { 'zh-CN': '填写需求', en: 'Fill in the need' },
  GUIDE_BUDGET: { 'zh-CN': '填写预算', en: 'Fill in the budget' },
  GUIDE_TIMELINE: { 'zh-CN': '填写采购时间', en: 'Fill in the timeline' },
  GUIDE_QUOTE_SENT: { 'zh-CN': '登记报价', en: 'Record the quote' },
  GUIDE_QUOTE_RECEIPT_CONFIRMED: { 'zh-CN': '确认客户已收到报价', en: "Confirm the quote's receipt" },
  GUIDE_DECISION_MAKER_OR_DATE: { 'zh-CN': '填写决策人或决策日期', en: 'Fill in who decides, or when' },
  GUIDE_CONTRACT_FILE: { 'zh-CN': '上传合同', en: 'Attach the contract' },
  GUIDE_INVOICE_CONFIRMED: { 'zh-CN': '确认开票信息', en: 'Confirm the invoice details' },
  GUIDE_SIGNED_OR_FIRST_PAYMENT: { 'zh-CN': '登记签署或首付款', en: 'Record the signing or the first payment' },
  GUIDE_PAUSE_REASON: { 'zh-CN': '选择暂停原因', en: 'Choose a reason' },
  GUIDE_LOSS_REASON: { 'zh-CN': '选择流失原因', en: 'Choose a reason' },
  GUIDE_REASON: { 'zh-CN': '填写原因', en: 'Give the reason' },
  GUIDE_REASON_NOTE: { 'zh-CN': '填写说明', en: 'Write a note' },
  GUIDE_CLEAR_INTENT: { 'zh-CN': '填写需求、预算和时间', en: 'Fill in need, budget and timeline' },
  GUIDE_CUSTOM_FIELD: { 'zh-CN': '填写“{field}”', en: 'Fill in {field}' },
  GIVE_UP_PROPOSED: {
    'zh-CN': '连续 {attempts} 次未联系上，建议放弃',
    en: '{attempts} attempts in a row without an answer; giving up is proposed',
  },
  GUIDE_GIVE_UP: { 'zh-CN': '转为流失或暂停', en: 'Call it lost or paused' },
  GUIDE_RELEASE: { 'zh-CN': '退回公海', en: 'Put it back into the pool' },
  GUIDE_DISQUALIFY: { 'zh-CN': '判为无效线索', en: 'Give the lead up' },
  GUIDE_CHANNEL: { 'zh-CN': '选择跟进方式', en: 'Choose the channel' },
  GUIDE_NOTE: { 'zh-CN': '填写沟通内容', en: 'Write what was said' },
  GUIDE_GOAL_MET: { 'zh-CN': '选择目标是否达成', en: 'Goal met, or not' },
  GUIDE_NEXT_PLAN: { 'zh-CN': '安排下次跟进', en: 'Plan the next step' },
  GUIDE_NEXT_PURPOSE: { 'zh-CN': '填写下次跟进的目的', en: 'Name the purpose' },

  BECAUSE_REMIND_AHEAD: {
    'zh-CN': '“{purpose}”将于 {due} 到期，提前提醒',
    en: '“{purpose}” is due at {due}; a reminder ahead of it',
  },
  BECAUSE_DUE: { 'zh-CN': '“{purpose}”于 {due} 到期', en: '“{purpose}” is due at {due}' },
  BECAUSE_ESCALATION: {
    'zh-CN': '“{purpose}”已于 {due} 到期，{span}内无人处理',
    en: '“{purpose}” was due at {due} and nobody reacted within {span}',
  },
  BECAUSE_IDLE_MOVE_LAST_ACTIVITY: {
    'zh-CN': '“{stage}” {span}无跟进，转为“{to}”',
    en: '{stage}: no activity for {span}, so it moves to {to}',
  },
  BECAUSE_IDLE_MOVE_LAST_INTERACTION: {
    'zh-CN': '“{stage}” {span}未联系到客户，转为“{to}”',
    en: '{stage}: no interaction for {span}, so it moves to {to}',
  },
  BECAUSE_IDLE_MOVE_LAST_STAGE_CHANGE: {
    'zh-CN': '停留在“{stage}” {span}，转为“{to}”',
    en: '{stage}: unchanged for {span}, so it moves to {to}',
  },
  BECAUSE_IDLE_MOVE_CLAIM: {
    'zh-CN': '“{stage}”领取后 {span}，转为“{to}”',
    en: '{stage}: {span} since it was taken on, so it moves to {to}',
  },
  BECAUSE_IDLE_ESCALATE_LAST_ACTIVITY: {
    'zh-CN': '“{stage}” {span}无跟进，提醒上级',
    en: '{stage}: no activity for {span}, so a superior is told',
  },
  BECAUSE_IDLE_ESCALATE_LAST_INTERACTION: {
    'zh-CN': '“{stage}” {span}未联系到客户，提醒上级',
    en: '{stage}: no interaction for {span}, so a superior is told',
  },
  BECAUSE_IDLE_ESCALATE_LAST_STAGE_CHANGE: {
    'zh-CN': '停留在“{stage}” {span}，提醒上级',
    en: '{stage}: unchanged for {span}, so a superior is told',
  },
  BECAUSE_IDLE_ESCALATE_CLAIM: {
    'zh-CN': '“{stage}”领取后 {span}，提醒上级',
    en: '{stage}: {span} since it was taken on, so a superior is told',
  },
  BECAUSE_ASSIGNED_BY_HAND: { 'zh-CN': '由上级指派', en: 'Assigned by a superior' },

  NOTE_REMIND_AHEAD: { 'zh-CN': '即将到期：{customer} · {purpose}', en: 'Due soon: {customer} · {purpose}' },
  NOTE_DUE: { 'zh-CN': '请跟进：{customer} · {purpose}', en: 'Please follow up: {customer} · {purpose}' },
  NOTE_ESCALATION: { 'zh-CN': '逾期升级：{customer} · {purpose}', en: 'Overdue, escalated: {customer} · {purpose}' },
  NOTE_FOLLOW_UP_BODY: { 'zh-CN': '{customer}：{purpose}，到期时间 {due}', en: '{customer}: {purpose}, due at {due}' },
  NOTE_SILENT: { 'zh-CN': '{customer} 长时间没有进展', en: '{customer} has been silent' },
  NOTE_MOVED: { 'zh-CN': '{customer} 已自动转为“{stage}”', en: '{customer} was moved to {stage}' },
  NOTE_RECLAIMED: { 'zh-CN': '{customer} 已进入“{pool}”', en: '{customer} went to {pool}' },
  NOTE_RECLAIMED_BODY: {
    'zh-CN': '{customer} 处于“{stage}”，已进入“{pool}”，不再由您负责',
    en: '{customer} stands in {stage} and went to {pool}; it is no longer yours',
  },
  NOTE_TOUCHED: { 'zh-CN': '{name} 再次来访', en: '{name} got in touch again' },
  NOTE_TOUCHED_BODY: {
    'zh-CN': '{name} 通过新的渠道留下了信息，请及时联系',
    en: '{name} left another trace; please get in touch',
  },
  NOTE_LEAD_ASSIGNED: { 'zh-CN': '新线索：{name} {company}', en: 'New lead: {name} {company}' },
  NOTE_LEAD_ASSIGNED_BODY: {
    'zh-CN': '上级把 {name} 指派给您，请尽快首次联系',
    en: '{name} was assigned to you; please make the first contact soon',
  },
  NOTE_CUSTOMER_ASSIGNED: { 'zh-CN': '新客户：{name}', en: 'New customer: {name}' },
  NOTE_CUSTOMER_ASSIGNED_BODY: { 'zh-CN': '{name} 现在由您负责', en: '{name} is yours now' },

  ...API_KEY_TEXTS,
  ...WEBHOOK_TEXTS,
  ...CHECK_TEXTS,
  ...ASSIGNMENT_TEXTS,
  ...SETTINGS_TEXTS,
  ...RECURRING_TEXTS,
  ...CUSTOM_FIELD_TEXTS,
  ...PILOT_TEXTS,
  ...REPORT_TEXTS,
  ...SIMULATION_TEXTS,
  ...INTAKE_TEXTS,
  ...NURTURE_TEXTS,
  ...WECHAT_TEXTS,
  ...WECOM_TEXTS,
  ...APPROVAL_TEXTS,
  ...DEAL_TEXTS,
  ...DELIVERY_TEXTS,
  ...FILE_TEXTS,
  ...IMPORT_TEXTS,
  ...HAND_OVER_TEXTS,
  ...MERGE_TEXTS,
  ...POOL_TEXTS,
} as const satisfies Record<string, Label>;

export type TextCode = keyof typeof TEXTS;
