/** What a salesperson's list of customers shows: whom to contact next, and what was last done with each. */
export const PAGE_OF_CUSTOMERS = `query ($ownerId: ID!) {
  customers(first: 20, orderBy: NEXT_CONTACT_AT_ASC, filter: { ownerIds: [$ownerId] }) {
    nodes {
      id version name company phone intent stage { code } nextContactAt lastActivityAt
      owner { id name }
      followUps(first: 3) {
        nodes { id status channel outcome note occurredAt owner { id name } }
      }
    }
    pageInfo { hasNextPage }
  }
}`;
