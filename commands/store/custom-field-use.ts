import { sql, type RawBuilder, type SqlBool, type Transaction } from 'kysely';
import { ownFieldPath, type CustomFieldOption } from '../../domain/custom-field/custom-field.js';
import type { Withdrawal } from '../../domain/custom-field/replaced.js';
import type { DB } from '../../schema/generated/kysely/types.js';

/** The first of these that something still uses: a value of somebody's, a condition of a playbook or pool, or a source's mapping. */
export async function firstInUse(
  db: Transaction<DB>,
  withdrawn: readonly Withdrawal[],
): Promise<Withdrawal | undefined> {
  for (const one of withdrawn) {
    const { rows } = await sql<{ used: boolean }>`select ${isUsed(one)} as used`.execute(db);
    if (rows[0]!.used) return one;
  }
  return undefined;
}

function isUsed({ code, what, option }: Withdrawal): RawBuilder<SqlBool> {
  switch (what) {
    case 'FIELD':
      return anyOf([
        holds('Customer', code),
        holds('Lead', code),
        isAskedFor(code, ANY_PLAYBOOK),
        isInPools(code),
        isMapped(code),
      ]);
    case 'LEADS':
      return anyOf([holds('Lead', code), isMapped(code)]);
    case 'OPTION':
      return anyOf([
        chosenBy('Customer', code, option!.code),
        chosenBy('Lead', code, option!.code),
        isAskedByOption(code, option!),
        isInPoolsByOption(code, option!),
      ]);
    case 'OFFER':
      return anyOf([isAskedFor(code, PLAYBOOK_AT_WORK), isInPools(code), isMapped(code)]);
  }
}

const holds = (table: 'Customer' | 'Lead', code: string) =>
  sql<SqlBool>`exists (select 1 from ${sql.table(table)} t where t."customFields" <> '{}' and t."customFields" ? ${code})`;

const chosenBy = (table: 'Customer' | 'Lead', code: string, option: string) =>
  sql`exists (select 1 from ${sql.table(table)} t where t."customFields" <> '{}'
    and (t."customFields" @> ${jsonOf({ [code]: option })} or t."customFields" @> ${jsonOf({ [code]: [option] })}))`;

const jsonOf = (value: object) => sql`${JSON.stringify(value)}::jsonb`;

/** Published versions stay: customers may stand in any, and teams may go back to any. */
const ANY_PLAYBOOK = sql`true`;

/** Customers begin in it or stand in it. */
const PLAYBOOK_AT_WORK = sql`(exists (select 1 from "Team" t where t."playbookId" = p.id)
  or exists (select 1 from "Customer" c where c."playbookId" = p.id))`;

const isAskedFor = (code: string, which: RawBuilder<unknown>) =>
  sql`exists (select 1 from "Playbook" p where ${which} and jsonb_path_exists(p.definition,
    '$.**.customField ? (@ == $code)', ${jsonOf({ code })}))`;

/** Conditions call an option by its code or by what people call it. */
const namesOf = ({ code, label }: CustomFieldOption): readonly string[] => [code, label['zh-CN'], label.en];

const isAskedByOption = (code: string, option: CustomFieldOption) =>
  sql`exists (select 1 from "Playbook" p where jsonb_path_exists(p.definition,
    '$.** ? (@.customField == $code && (@.equals == $names[*] || @.in[*] == $names[*]))',
    ${jsonOf({ code, names: namesOf(option) })}))`;

/** Of every pool: those that hold and those that are planned. */
const POOL_RULES = sql`(select rules from "Pool" union all
  select wishes->'rules' from "PoolChange" where "closedAt" is null and wishes ? 'rules')`;

/** Reclaim rules name fields as keys, each with the values that count. */
const isInPools = (code: string) =>
  sql`exists (select 1 from ${POOL_RULES} p where jsonb_path_exists(p.rules,
    '$.reclaim[*].customFields.keyvalue() ? (@.key == $code)', ${jsonOf({ code })}))`;

const isInPoolsByOption = (code: string, option: CustomFieldOption) =>
  sql`exists (select 1 from ${POOL_RULES} p where jsonb_path_exists(p.rules,
    '$.reclaim[*].customFields.keyvalue() ? (@.key == $code && @.value[*] == $names[*])',
    ${jsonOf({ code, names: namesOf(option) })}))`;

/** A source leads something that it delivers to the field. */
const isMapped = (code: string) =>
  sql`exists (select 1 from "Source" s where s.active and jsonb_path_exists(s."fieldMapping", '$.* ? (@ == $path)',
    ${jsonOf({ path: ownFieldPath(code) })}))`;

const anyOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;
