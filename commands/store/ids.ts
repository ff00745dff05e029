import { typeid } from 'typeid-js';
import { ID_KINDS, type IdKind } from '../../domain/decision.js';

/** A new opaque id: its kind, then a time-ordered random part, e.g. cus_01h455vb4pex5vsknk084sn02q. */
export const newId = (kind: IdKind): string => typeid(ID_KINDS[kind]).toString();

const KINDS = new Map(Object.entries(ID_KINDS).map(([kind, prefix]) => [prefix as string, kind as IdKind]));

/** What an id stands for, or null where it has no shape of ours. */
export function kindOfId(id: string): IdKind | null {
  return KINDS.get(id.slice(0, id.indexOf('_'))) ?? null;
}
