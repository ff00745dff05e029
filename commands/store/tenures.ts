import { sql, type RawBuilder } from 'kysely';
import type { NewEvent, RecordName } from '../../domain/change.js';
import { isOpen } from '../../domain/lead/lead.js';
import { isOwnerEvent } from '../../domain/tenure.js';
import { newId } from './ids.js';

type Row = Readonly<Record<string, unknown>>;

interface Written {
  readonly added: ReadonlyMap<RecordName, readonly Row[]>;
  readonly patched: ReadonlyMap<RecordName, ReadonlyMap<string, Row>>;
  readonly events: readonly NewEvent[];
}

/** Whose somebody is from now on: a person's, nobody's, or, where a tenure only ends, no longer anything. */
export interface Turn {
  readonly id: string;
  readonly subjectId: string;
  readonly ownerId: string | null;
  readonly isOver: boolean;
  readonly cause: string;
}

/**
 * With an owner who changes one tenure ends and another begins, in the same statement: reports read from these rows who had whom when.
 * One that is merged has no owner of its own any more, and a lead that is closed waits for nobody.
 */
export function tenures(written: Written, now: Date): readonly RawBuilder<unknown>[] {
  const { customerId, leadId } = turnsIn(written);
  return [...turned('customerId', customerId, now), ...turned('leadId', leadId, now)];
}

/** Whose everybody is from now on whom these changes are about. */
export function turnsIn(
  { added, patched, events }: Written,
  makeId: (kind: 'Tenure') => string = newId,
): Readonly<Record<'customerId' | 'leadId', readonly Turn[]>> {
  const turnsOf = (table: 'Customer' | 'Lead', isOver: (row: Row) => boolean, column: 'customerId' | 'leadId') =>
    [...rowsOf(added, table), ...(patched.get(table) ?? [])]
      .filter(([, row]) => 'ownerId' in row || isOver(row))
      .map(([subjectId, row]): Turn => {
        const ownerId = (row['ownerId'] ?? null) as string | null;
        const cause = causeOf(events, column, subjectId);
        return { id: makeId('Tenure'), subjectId, ownerId, isOver: isOver(row), cause };
      });
  return {
    customerId: turnsOf('Customer', isMerged, 'customerId'),
    leadId: turnsOf('Lead', isClosed, 'leadId'),
  };
}

const rowsOf = (added: Written['added'], table: RecordName) =>
  (added.get(table) ?? []).map((row) => [row['id'] as string, row] as const);

const isMerged = ({ mergedIntoId = null }: Row): boolean => mergedIntoId !== null;

const isClosed = ({ status }: Row): boolean => typeof status === 'string' && !isOpen({ status } as never);

function causeOf(events: readonly NewEvent[], column: 'customerId' | 'leadId', id: string): string {
  const about = events.filter((event) => event[column] === id);
  return (about.find(({ type }) => isOwnerEvent(type)) ?? about[0])?.type ?? '';
}

/** Both see what stood there before: nothing ends and begins where the owner stays the same. */
function turned(column: 'customerId' | 'leadId', turns: readonly Turn[], now: Date): readonly RawBuilder<unknown>[] {
  if (turns.length === 0) return [];
  const given = sql`jsonb_to_recordset(${JSON.stringify(turns)}::jsonb)
    as n(id text, "subjectId" text, "ownerId" text, "isOver" boolean, cause text)`;
  const subject = sql.ref(column);
  return [
    sql`update "Tenure" t set "endedAt" = ${now} from ${given}
      where t.${subject} = n."subjectId" and t."endedAt" is null and (n."isOver" or t."ownerId" is distinct from n."ownerId")
      returning t.id`,
    sql`insert into "Tenure" (id, ${subject}, "ownerId", cause, "beganAt")
      select n.id, n."subjectId", n."ownerId", n.cause, ${now} from ${given}
      where not n."isOver" and not exists (select 1 from "Tenure" t
        where t.${subject} = n."subjectId" and t."endedAt" is null and t."ownerId" is not distinct from n."ownerId")
      returning id`,
  ];
}
