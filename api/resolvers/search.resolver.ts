import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { SearchHitType } from '../../schema/types/search.type.js';
import { viewerOf, type Context } from '../context.js';
import { searchHits, type SearchHit } from '../queries/search-hits.js';

const USUAL_HITS = 10;
const MOST_HITS = 50;

@Resolver(() => SearchHitType)
export class SearchFields {
  @Query(() => [SearchHitType], {
    description:
      'What a search box shows of the customers and leads that the viewer may see, the best first: names that are the text, that begin with it, that have it; companies alike; phone numbers. Found by any part of them, be it one character, whatever the case, width and accents; each word has to be found, in whichever of the three. A lead that became a customer is found as that. What a pool masks can’t be found. None: there is nothing, or no text. Lists have `search` in their filters, which finds the same. BAD_USER_INPUT: `first` isn’t 1 to 50.',
  })
  search(
    @Arg('text', () => String, { description: 'Parts of a name, a company or a phone number. At most 500 characters.' })
    text: string,
    @Arg('first', () => Int, { nullable: true, description: 'How many at most: 1 to 50. Null: 10.' })
    first: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<readonly SearchHit[]> {
    const viewer = viewerOf(ctx);
    const most = first ?? USUAL_HITS;
    if (most < 1 || most > MOST_HITS) throw badInput('first', message('PAGE_SIZE', { max: MOST_HITS }));
    return searchHits(ctx.database, viewer, { text, first: most });
  }

  @FieldResolver(() => CustomerType, { nullable: true, description: 'The customer. Null: it is a lead.' })
  customer(@Root() { id, kind }: SearchHit, @Ctx() { loaders }: Context) {
    return kind === 'CUSTOMER' ? loaders.customer.load(id) : null;
  }

  @FieldResolver(() => LeadType, { nullable: true, description: 'The lead. Null: it is a customer.' })
  lead(@Root() { id, kind }: SearchHit, @Ctx() { loaders }: Context) {
    return kind === 'LEAD' ? loaders.lead.load(id) : null;
  }
}
