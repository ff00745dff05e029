import { FieldResolver, Resolver, Root } from 'type-graphql';
import {
  CustomerConnection,
  DeadlineConnection,
  EventConnection,
  FollowUpConnection,
  LeadConnection,
  NotificationConnection,
  TouchConnection,
  UserConnection,
} from '../../schema/types/connections.js';
import { PageInfoType } from '../../schema/types/page.type.js';
import type { Connection, PageInfo } from '../queries/connection.js';

/** Looking beyond a page costs a statement, so it waits until somebody asks. */
@Resolver(() => PageInfoType)
export class PageInfoFields {
  @FieldResolver()
  hasNextPage(@Root() { hasNextPage }: PageInfo): boolean | Promise<boolean> {
    return hasNextPage();
  }

  @FieldResolver()
  hasPreviousPage(@Root() { hasPreviousPage }: PageInfo): boolean | Promise<boolean> {
    return hasPreviousPage();
  }
}

const connections = [
  CustomerConnection,
  DeadlineConnection,
  EventConnection,
  FollowUpConnection,
  LeadConnection,
  NotificationConnection,
  TouchConnection,
  UserConnection,
];

/** A list is counted only when its total is selected. */
export const totalCounts = connections.map((connection) => {
  @Resolver(() => connection)
  class TotalCount {
    @FieldResolver()
    totalCount(@Root() { totalCount }: Connection<object>): number | null | Promise<number | null> {
      return totalCount();
    }
  }
  return TotalCount;
});
