import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';
import { ID_KINDS, type IdKind } from '../../domain/decision.js';

/** Kinds of ids that can be fetched by `node(id)`; the others never leave the server. */
type NodeKind = Exclude<IdKind, 'Session' | 'StageVisit' | 'Contract' | 'ChecklistItem'>;

const NODE_KINDS = new Map(Object.entries(ID_KINDS).map(([kind, prefix]) => [prefix as string, kind as NodeKind]));

@InterfaceType('Node', {
  description: 'Anything that has an id of its own.',
  resolveType: ({ id }: { readonly id: string }) => NODE_KINDS.get(id.slice(0, id.indexOf('_'))),
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque, and unique over all types.' })
  id!: string;
}
