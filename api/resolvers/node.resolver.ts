import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { kindOfId } from '../../commands/store/ids.js';
import { badInput, type IdKind } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { Cursor } from '../../schema/scalars.js';
import { NodeType } from '../../schema/types/node.type.js';
import { viewerOf, type Context } from '../context.js';
import { readHead } from '../head-first.js';
import type { Loaders } from '../loaders.js';
import { LARGEST_PAGE } from '../queries/page-args.js';

type Load = (loaders: Loaders, id: string) => Promise<object | null>;

const nothing: Load = async () => null;

/** How each kind of thing is found by its id; what is no object of the API isn't. */
const BY_KIND: Readonly<Record<IdKind, Load>> = {
  User: ({ user }, id) => user.load(id),
  Team: ({ team }, id) => team.load(id),
  Session: nothing,
  Webhook: ({ webhook }, id) => webhook.load(id),
  ApiKey: ({ apiKey }, id) => apiKey.load(id),
  Playbook: ({ playbook }, id) => playbook.load(id),
  Pool: ({ pool }, id) => pool.load(id),
  Source: ({ source }, id) => source.load(id),
  Lead: ({ lead }, id) => lead.load(id),
  Touch: ({ touch }, id) => touch.load(id),
  Customer: ({ customer }, id) => customer.load(id),
  StageVisit: nothing,
  RefusedMove: nothing,
  FollowUp: ({ followUp }, id) => followUp.load(id),
  Quote: ({ quote }, id) => quote.load(id),
  Contract: nothing,
  Deal: ({ deal }, id) => deal.load(id),
  Instalment: ({ instalment }, id) => instalment.load(id),
  Payment: ({ payment }, id) => payment.load(id),
  DealDelivery: ({ delivery }, id) => delivery.load(id),
  ChecklistItem: nothing,
  Deadline: ({ deadline }, id) => deadline.load(id),
  Notification: ({ notification }, id) => notification.load(id),
  Event: ({ event }, id) => event.load(id),
  File: ({ file }, id) => file.load(id),
  ImportRun: ({ importRun }, id) => importRun.load(id),
  Merge: nothing,
  HandOverRun: ({ handOver }, id) => handOver.load(id),
  RescoreRun: nothing,
  NurtureChannel: nothing,
  NurtureSend: nothing,
  Claim: nothing,
  LeadClaim: nothing,
  RearmRun: nothing,
  PoolChange: nothing,
  Outage: nothing,
  Approval: ({ approval }, id) => approval.load(id),
  Pilot: ({ pilot }, id) => pilot.load(id),
  Tenure: nothing,
  Delivery: ({ sentMessage }, id) => sentMessage.load(id),
};

@Resolver()
export class NodeQueries {
  @Query(() => Cursor, {
    description:
      'The event log’s position, read before anything else that this query answers: subscribe after it, and nothing is missed in between. Anybody signed in.',
  })
  head(@Ctx() ctx: Context): Promise<string> {
    viewerOf(ctx);
    return readHead(ctx);
  }

  @Query(() => NodeType, {
    nullable: true,
    description:
      'Anything by its id; that of a lead or customer that was merged leads to the survivor, whose own id it then has. Null: there is nothing, or nothing that the viewer may see.',
  })
  node(
    @Arg('id', () => ID, { description: 'Of whatever it is.' }) id: string,
    @Ctx() ctx: Context,
  ): Promise<object | null> {
    viewerOf(ctx);
    return find(id, ctx);
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description:
      'Many things by their ids, at most 100, in the order of the ids; null where there is nothing that the viewer may see.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Of whatever they are.' }) ids: string[],
    @Ctx() ctx: Context,
  ): Promise<(object | null)[]> {
    viewerOf(ctx);
    if (ids.length > LARGEST_PAGE) throw badInput('ids', message('PAGE_SIZE', { max: LARGEST_PAGE }));
    return Promise.all(ids.map((id) => find(id, ctx)));
  }
}

async function find(id: string, { loaders }: Context): Promise<object | null> {
  const kind = kindOfId(id);
  return kind === null ? null : BY_KIND[kind](loaders, id);
}
