/** A table of people as companies keep them, whose counts are known beforehand. */
export interface PeopleTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly created: number;
  readonly duplicates: number;
  readonly failed: number;
}

const SURNAMES = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗'];
const GIVEN = ['敏', '建国', '小红', '伟', '丽华', '子涵', '志强', '雪', '晓东', '佳怡'];
const CITIES = ['上海', '北京', '广州', '深圳', '杭州', '成都'];
const TRADES = ['建材', '教育科技', '机械', '食品', '物流', '软件'];
const PROBLEMS = ['12345', '不是电话', '1380013800', '00000000000'];

/** One in ten is somebody of an earlier row, in another spelling; two in a hundred can't be read. */
export function peopleTable(count: number): PeopleTable {
  const rows: string[][] = [];
  let [created, duplicates, failed] = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    const name = SURNAMES[index % SURNAMES.length]! + GIVEN[index % GIVEN.length]!;
    const city = CITIES[index % CITIES.length]!;
    const company = `${city}${TRADES[index % TRADES.length]!}${index}有限公司`;
    const rest = [company, city, index % 3 === 0 ? '老客户,展会' : ''];
    if (index % 50 === 49) failed = rows.push([name, PROBLEMS[failed % 4]!, ...rest]) && failed + 1;
    else if (index % 10 === 5) duplicates = rows.push([name, spelled(index - 1), ...rest]) && duplicates + 1;
    else created = rows.push([name, phoneOf(index), ...rest]) && created + 1;
  }
  return { header: ['姓名', '手机号', '公司名称', '城市', '标签'], rows, created, duplicates, failed };
}

const phoneOf = (index: number): string => `138${String(10_000_000 + index)}`;

const SPELLINGS: readonly ((phone: string) => string)[] = [
  (phone) => `+86 ${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
  (phone) => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`,
  (phone) => [...phone].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
];

const spelled = (index: number): string => SPELLINGS[index % SPELLINGS.length]!(phoneOf(index));

export function asCsv({ header, rows }: Pick<PeopleTable, 'header' | 'rows'>): string {
  return [header, ...rows].map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n';
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
