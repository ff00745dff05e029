import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('PageInfo', { description: 'Where a page of a list begins and ends.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'True: entries follow after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True: entries come before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the page's first entry. Null: the page is empty." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the page's last entry. Null: the page is empty." })
  endCursor!: string | null;
}

/** The connection and edge types of a list of `name`, as Relay defines them. */
export function connectionOf<Node extends object>(NodeClass: new () => Node, name: string, things: string) {
  @ObjectType(`${name}Edge`, {
    description: `One of a list of ${things}, with its place in the list.`,
    simpleResolvers: true,
  })
  class Edge {
    @Field(() => String, { description: 'Its place in this order and filter, for `after` and `before`; opaque.' })
    cursor!: string;

    @Field(() => NodeClass, { description: 'The entry itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${things}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'The entries with their cursors.' })
    edges!: readonly Edge[];

    @Field(() => [NodeClass], { description: 'The entries alone.' })
    nodes!: readonly Node[];

    @Field(() => PageInfoType, { description: 'Where the page begins and ends.' })
    pageInfo!: PageInfoType;

    @Field(() => Int, {
      nullable: true,
      description: 'How many entries the whole list has; counted only when asked for. Null: counting took too long.',
    })
    totalCount!: number | null;
  }

  return { Connection, Edge };
}
