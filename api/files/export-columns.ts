import { DateTime } from 'luxon';
import { valueOf, type CustomField, type CustomValues } from '../../domain/custom-field/custom-field.js';
import { followUpStatus } from '../../domain/follow-up/follow-up.js';
import { labelIn, type Label } from '../../domain/message.js';
import type { Locale } from '../../domain/people.js';
import { shownContact, shownName } from '../contacts.js';
import type { Context } from '../context.js';
import type { CustomerRow, FollowUpRow, LeadRow } from '../queries/rows.js';
import { loadStage } from '../resolvers/stage-root.js';
import type { CellValue } from './csv.js';

/** A column of a saved list: its header, and what stands in it, as the viewer may see it. */
export interface Column<Row> {
  readonly title: Label;
  readonly value: (row: Row, ctx: Context) => CellValue | Promise<CellValue>;
}

const column = <Row>(zh: string, en: string, value: Column<Row>['value']): Column<Row> => ({
  title: { 'zh-CN': zh, en },
  value,
});

/** Headers that an import recognises, so that what was saved can be brought in again. */
export const LEAD_COLUMNS: readonly Column<LeadRow>[] = [
  column('编号', 'ID', ({ id }) => id),
  column('姓名', 'Name', (lead, ctx) => shownName(lead, ctx)),
  column('公司', 'Company', ({ company }) => company),
  column('手机号', 'Phone', (lead, ctx) => shownContact(lead, 'phone', ctx)),
  column('邮箱', 'E-mail', (lead, ctx) => shownContact(lead, 'email', ctx)),
  column('微信', 'WeChat', (lead, ctx) => shownContact(lead, 'wechat', ctx)),
  column('状态', 'Status', ({ status }) => status),
  column('评分', 'Score', ({ score }) => score),
  column('来源', 'Source', ({ sourceId }, ctx) => sourceName(sourceId, ctx)),
  column('渠道', 'Channel', ({ channel }) => channel),
  column('活动', 'Campaign', ({ campaign }) => campaign),
  column('标签', 'Tags', ({ tags }) => tags.join(',')),
  column('意向产品', 'Product interest', ({ productInterest }) => productInterest),
  column('地区', 'Region', ({ region }) => region),
  column('负责人', 'Owner', ({ ownerId }, ctx) => userName(ownerId, ctx)),
  column('所在池', 'Pool', ({ poolId }, ctx) => poolName(poolId, ctx)),
  column('到达时间', 'Received at', ({ receivedAt }, ctx) => time(receivedAt, ctx)),
  column('首次联系', 'First contact at', ({ firstContactAt }, ctx) => time(firstContactAt, ctx)),
  column('下次联系', 'Next contact at', ({ nextContactAt }, ctx) => time(nextContactAt, ctx)),
];

export const CUSTOMER_COLUMNS: readonly Column<CustomerRow>[] = [
  column('编号', 'ID', ({ id }) => id),
  column('客户名称', 'Name', (customer, ctx) => shownName(customer, ctx)),
  column('公司', 'Company', ({ company }) => company),
  column('手机号', 'Phone', (customer, ctx) => shownContact(customer, 'phone', ctx)),
  column('邮箱', 'E-mail', (customer, ctx) => shownContact(customer, 'email', ctx)),
  column('微信', 'WeChat', (customer, ctx) => shownContact(customer, 'wechat', ctx)),
  column('客户状态', 'Stage', async ({ playbookId, stage }, ctx) =>
    labelIn((await loadStage(playbookId, stage, ctx)).label, ctx.locale),
  ),
  column('意向', 'Intent', ({ intent }) => intent),
  column('需求说明', 'Need', ({ need }) => need),
  column('预算', 'Budget', ({ budget }) => (budget === null ? null : Number(budget))),
  column('采购时间', 'Timeline', ({ timeline }) => timeline),
  column('来源', 'Source', ({ sourceId }, ctx) => sourceName(sourceId, ctx)),
  column('渠道', 'Channel', ({ channel }) => channel),
  column('标签', 'Tags', ({ tags }) => tags.join(',')),
  column('地区', 'Region', ({ region }) => region),
  column('所属人', 'Owner', ({ ownerId }, ctx) => userName(ownerId, ctx)),
  column('所在池', 'Pool', ({ poolId }, ctx) => poolName(poolId, ctx)),
  column('进入状态', 'Stage entered at', ({ stageEnteredAt }, ctx) => time(stageEnteredAt, ctx)),
  column('最近跟进', 'Last activity at', ({ lastActivityAt }, ctx) => time(lastActivityAt, ctx)),
  column('下次联系', 'Next contact at', ({ nextContactAt }, ctx) => time(nextContactAt, ctx)),
  column('创建时间', 'Created at', ({ createdAt }, ctx) => time(createdAt, ctx)),
];

export const FOLLOW_UP_COLUMNS: readonly Column<FollowUpRow>[] = [
  column('编号', 'ID', ({ id }) => id),
  column('客户', 'Customer', subjectName),
  column('目的', 'Purpose', ({ purpose }, { locale }) => labelIn(purpose, locale)),
  column('状态', 'Status', (followUp) => followUpStatus(followUp, new Date())),
  column('负责人', 'Owner', ({ ownerId }, ctx) => userName(ownerId, ctx)),
  column('到期时间', 'Due at', ({ dueAt }, ctx) => time(dueAt, ctx)),
  column('方式', 'Channel', ({ channel }) => channel),
  column('结果', 'Outcome', ({ outcome }) => outcome),
  column('内容', 'Note', ({ note }) => note),
  column('目标达成', 'Goal met', ({ goalMet }) => (goalMet === null ? null : goalMet ? 1 : 0)),
  column('时长（分钟）', 'Minutes', ({ durationMinutes }) => durationMinutes),
  column('联系时间', 'Occurred at', ({ occurredAt }, ctx) => time(occurredAt, ctx)),
  column('完成时间', 'Done at', ({ doneAt }, ctx) => time(doneAt, ctx)),
];

interface WithValues {
  readonly customFields: CustomValues;
}

/** A column for each of the organisation's own fields, by the name that an import knows it by; one that is filled in no more has none. */
export const ownFieldColumns = (fields: readonly CustomField[]): readonly Column<WithValues>[] =>
  fields
    .filter(({ archived }) => !archived)
    .map((field) => ({
      title: field.label,
      value: ({ customFields }, { locale }) => cellOf(field, valueOf(customFields, field.code), locale),
    }));

function cellOf({ options = [] }: CustomField, value: unknown, locale: Locale): CellValue {
  if (value === undefined || typeof value === 'number') return value ?? null;
  if (typeof value === 'boolean')
    return labelIn(value ? { 'zh-CN': '是', en: 'Yes' } : { 'zh-CN': '否', en: 'No' }, locale);
  const named = (one: unknown) => {
    const option = options.find(({ code }) => code === one);
    return option ? labelIn(option.label, locale) : String(one);
  };
  return Array.isArray(value) ? value.map(named).join(',') : named(value);
}

/** In the organisation's time, as a text that every spreadsheet reads as a time. */
const time = (at: Date | null, { timeZone }: Context): string | null =>
  at && DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss');

async function subjectName({ customerId, leadId }: FollowUpRow, ctx: Context): Promise<string | null> {
  const { customer, lead } = ctx.loaders;
  const subject = await (customerId === null ? lead.load(leadId!) : customer.load(customerId));
  return subject && shownName(subject, ctx);
}

const userName = async (id: string | null, { loaders }: Context): Promise<string | null> =>
  id === null ? null : ((await loaders.user.load(id))?.name ?? null);

const poolName = async (id: string | null, { loaders }: Context): Promise<string | null> =>
  id === null ? null : ((await loaders.pool.load(id))?.name ?? null);

const sourceName = async (id: string | null, { loaders }: Context): Promise<string | null> =>
  id === null ? null : ((await loaders.source.load(id))?.name ?? null);
