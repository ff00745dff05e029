import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customerList } from '../../../api/queries/customers.js';
import { buildersOf, type Builders } from '../../support/builders.js';
import { onRealServer } from '../../support/database.js';
import { aHouse, type House } from '../../support/house.js';
import { answer } from '../../support/reads.js';

let house: House;
let build: Builders;
beforeEach(async () => {
  house = await aHouse();
  build = buildersOf(house);
});

const QUERY = `query ($search: String) { customers(filter: { search: $search }, first: 100) { nodes { id } }
  leads(filter: { search: $search }, first: 100) { nodes { id } } }`;
interface Found {
  readonly customers: { readonly nodes: readonly { readonly id: string }[] };
  readonly leads: { readonly nodes: readonly { readonly id: string }[] };
}
const found = async (search: string, by = house.manager) => {
  const { customers, leads } = await answer<Found>(house, by, QUERY, { search });
  return [...customers.nodes, ...leads.nodes].map(({ id }) => id);
};

describe('search', () => {
  test.each<[string, object, readonly string[], readonly string[]]>([
    [
      'Chinese names, by any part and by one character',
      { name: '欧阳小明' },
      ['欧阳', '小', '阳小明', '明'],
      ['欧小', '王', '明小'],
    ],
    [
      'companies without their legal form',
      { company: '上海华天建材有限公司' },
      ['华天', '建材', '上海华天建材'],
      ['华建', '天华'],
    ],
    [
      'English words in either case, in any order',
      { company: 'Bright Software Ltd' },
      ['soft', 'BRIGHT', 'ltd bright'],
      ['bright inc'],
    ],
    [
      'letters with accents, with and without them',
      { name: 'José Müller' },
      ['jose', 'MÜLLER', 'muller', 'É'],
      ['josef'],
    ],
    [
      'full-width letters, digits and brackets',
      { company: 'ＡＢＣ（上海）１２３' },
      ['abc(上海)', 'ＡＢＣ', '123'],
      ['abd'],
    ],
    [
      'phone tails, however they are spaced',
      { phone: '+8613812345678' },
      ['5678', '138 1234', '1234-5678', '＋８６１３８'],
      ['5679', '139'],
    ],
    [
      'what is spread over the fields',
      { name: '张伟', company: '华为技术' },
      ['张伟 华为', '华为　张'],
      ['张伟 中兴', '伟华'],
    ],
    ['wildcards as themselves', { name: '100%_\\周' }, ['0%', '_', '\\', '％_'], ['1%周', '0_%']],
  ])('finds %s', async (_, given, hits, misses) => {
    const customerId = await build.aCustomer({ name: '李雷', ...given });
    const leadId = await build.aLead({ name: '李雷', ...given });
    await build.aCustomer({ name: '韩梅梅', company: '其他公司', phone: '+8613100000000' });
    for (const text of hits) expect([text, await found(text)]).toEqual([text, [customerId, leadId]]);
    for (const text of misses) expect([text, await found(text)]).toEqual([text, []]);
  });

  test('what is asked for is nothing: everything is found', async () => {
    const id = await build.aCustomer();
    for (const text of ['', '  ', '　']) expect(await found(text)).toEqual([id]);
  });

  test('it follows what changes, whoever changes it', async () => {
    const id = await build.aCustomer({ name: '周敏', company: '旧公司' });
    const change = (columns: object) =>
      house.database.sql.updateTable('Customer').set(columns).where('id', '=', id).execute();
    await change({ name: '周敏敏', company: null });
    expect([await found('敏敏'), await found('旧公司')]).toEqual([[id], []]);
    await change({ phone: '+8613912345678' });
    expect(await found('39123')).toEqual([id]);
    const entry = async () => (await house.database.pool.query<{ xmin: string }>(`select xmin from "Searchable"`)).rows;
    const before = await entry();
    await change({ nextContactAt: new Date(), name: '周敏敏' });
    expect(await entry()).toEqual(before);
    await house.database.pool.query(`delete from "Customer" where id = $1`, [id]);
    expect(await entry()).toEqual([]);
  });

  test('R28: only among those whom somebody sees', async () => {
    const [own, others] = [
      await build.aCustomer({ name: '林的客户' }),
      await build.aCustomer({ name: '王的客户', ownerId: house.wang.id }),
    ];
    expect(await found('客户', house.lin)).toEqual([own]);
    expect((await found('客户')).sort()).toEqual([own, others].sort());
  });
});

describe('a search box', () => {
  const BOX = `query ($text: String!, $first: Int) { search(text: $text, first: $first) { customer { id } lead { id } } }`;
  const hits = async (text: string, by = house.manager, first?: number) => {
    const { search } = await answer<{ search: Record<'customer' | 'lead', { id: string } | null>[] }>(house, by, BOX, {
      text,
      first,
    });
    return search.map(({ customer, lead }) => (customer ?? lead)!.id);
  };

  test('shows the best first: whole names, their beginnings, their parts, companies, phones', async () => {
    const phone = await build.aCustomer({ name: '李雷', phone: '+8613866661234' });
    const inCompany = await build.aLead({ name: '赵六', company: '北京6666公司' });
    const company = await build.aCustomer({ name: '赵五', company: '6666建材' });
    const part = await build.aLead({ name: '小6666' });
    const start = await build.aCustomer({ name: '66666' });
    const whole = await build.aLead({ name: '６６６６' });
    expect(await hits('6666')).toEqual([whole, start, part, company, inCompany, phone]);
    expect(await hits('6666', house.manager, 2)).toEqual([whole, start]);
  });

  test('among equals whoever was worked on last; a lead that became a customer is that', async () => {
    const day = (n: number) => new Date(Date.now() - n * 86_400_000);
    const older = await build.aCustomer({ name: '王伟', createdAt: day(9), lastActivityAt: day(5) });
    const newer = await build.aCustomer({ name: '王伟', createdAt: day(9), lastActivityAt: day(1) });
    await build.aLead({ name: '王伟', customerId: newer });
    expect(await hits('王伟')).toEqual([newer, older]);
  });

  test('R28: by the rights of whoever asks, and without what a pool masks', async () => {
    const theirs = await build.aCustomer({ name: '王的客户', ownerId: house.wang.id });
    const masking = await build.aPool({ rules: { maskContacts: true } });
    const pooled = { ownerId: null, poolId: masking, phone: '+8613812345678' };
    const masked = await build.aCustomer({ ...pooled, name: '+8613812345678' });
    const [b, a] = [await build.aCustomer({ ...pooled, name: '客户乙' }), await build.aCustomer({ name: '客户甲' })];
    expect(await hits('客户', house.lin)).toEqual([a, b]);
    expect(await hits('5678', house.lin)).toEqual([]);
    expect((await hits('5678')).sort()).toEqual([masked, b].sort());
    expect((await hits('客户')).sort()).toEqual([theirs, a, b].sort());
  });

  test('is empty without a text, and bounded', async () => {
    await build.aCustomer();
    expect(await hits(' ')).toEqual([]);
    await expect(hits('周', house.manager, 51)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
  });
});

/** Short texts of few letters, so that they meet: wide and narrow ones, with accents, and those that mean something in patterns. */
const letter = fc.constantFrom(..."王王小明公司aAbBéÉｂＢ％%_\\'1１ ");
const text = fc.string({ unit: letter, maxLength: 6 });

/** The same without any index. */
const plain = (value: string) =>
  value
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase();
const isPhone = (value: string) => /^\+?\d[\d\s()-]*$/.test(value.normalize('NFKC').trim());

test('it finds what looking at each would find', async () => {
  const people = fc.array(fc.record({ name: text, company: fc.option(text), phone: fc.option(fc.constantFrom('+8611', '1', '+111')) }), { maxLength: 12 }); // prettier-ignore
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.array(
        text.filter((one) => one.trim() !== ''),
        { minLength: 1, maxLength: 8 },
      ),
      async (rows, asked) => {
        // prettier-ignore
        await house.database.pool.query('delete from "Customer"');
        const ids: string[] = [];
        for (const row of rows) ids.push(await build.aCustomer(row));
        const parts = rows.map(({ name }) => name.slice(1, 3)).filter((part) => part.trim() !== '');
        for (const search of [...asked, ...parts]) {
          const words = isPhone(search) ? [search.replace(/\s/g, '')] : search.split(/\s+/);
          const wanted = words.map(plain).filter((word) => word !== '');
          const expected = ids.filter((_, index) => {
            const { name, company, phone } = rows[index]!;
            return wanted.every((word) => [name, company, phone].some((field) => plain(field ?? '').includes(word)));
          });
          expect([search, (await found(search)).sort()]).toEqual([search, expected.sort()]);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

describe('among many', () => {
  const planOf = async (search: string) => {
    const list = customerList(house.database, house.manager, { filter: { search }, fields: [] });
    const { sql, parameters } = list.query.orderBy('c.createdAt', 'desc').orderBy('c.id', 'desc').limit(21).compile();
    const { rows } = await house.database.pool.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };

  (onRealServer ? test : test.skip).each(['王小明', '明月', '5678', 'bright soft', '瑶'])(
    '%s is looked up, and nobody reads them all',
    async (search) => {
      await build.someCustomers(Array.from({ length: 4000 }, (_, n) => ({ name: `客户${n}`, phone: `+86139${n}` })));
      await build.aCustomer({ name: '王小明', company: 'Bright Software 明月瑶' });
      await house.database.pool.query('analyze');
      const plan = await planOf(search);
      expect(plan).toContain('Bitmap Index Scan on "Searchable_keys"');
      expect(plan).not.toContain('Seq Scan');
    },
  );
});
