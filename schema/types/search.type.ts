import { ObjectType } from 'type-graphql';

@ObjectType('SearchHit', { description: 'A customer or a lead that a search found.', simpleResolvers: true })
export class SearchHitType {}
