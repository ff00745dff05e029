// R: a page of 20 customers of an owner by their next contact, each with its owner and its last three follow-ups with whoever they were. The
// product is asked over HTTP by salespeople who are signed in; beside it one statement by hand, and Mercurius with its compiler and loaders.
import { aCompany, signIn, type SignedIn } from './company.js';
import { databaseCpu } from './cpu.js';
import { PAGE_OF_CUSTOMERS } from './page-of-customers.js';
import { aPlace, aProduct, other } from './place.js';
import { race, tell, timesCpu, timesPerSecond, type Runner } from './race.js';

const PEOPLE = 20;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 7);
const ASKED = Number(process.env['BENCH_ASKED'] ?? 800);
const LANES = 8;
const MUST = { cpu: 2.5, perSecond: 1 };

const JSON_BODY = { 'content-type': 'application/json' };
const bodyFor = ({ id }: SignedIn) => JSON.stringify({ query: PAGE_OF_CUSTOMERS, variables: { ownerId: id } });

const place = await aPlace();
try {
  const member = await aProduct(place);
  const { crew } = await aCompany(place, member);
  const sales = crew.teams.flatMap((team) => team.sales.map(({ id }) => id));
  const people = await signIn(place, member, sales.slice(0, PEOPLE));
  const limit = await other(place, 'bench/by-hand/page.ts');
  const peer = await other(place, 'bench/mercurius.ts');
  const runners: Record<string, Runner<SignedIn>> = {
    product: {
      pid: member.pid()!,
      call: (person) => ({
        url: `${member.url}/graphql`,
        headers: { ...JSON_BODY, authorization: `Bearer ${person.token}` },
        body: bodyFor(person),
      }),
    },
    limit: { pid: limit.pid, call: ({ id }) => ({ url: `${limit.url}/page?ownerId=${id}`, method: 'GET' }) },
    Mercurius: {
      pid: peer.pid,
      call: (person) => ({ url: `${peer.url}/graphql`, headers: JSON_BODY, body: bodyFor(person) }),
    },
  };
  const course = { questions: people, asked: ASKED, lanes: LANES, rounds: ROUNDS };
  const rounds = await race(runners, { ...course, databaseCpu: await databaseCpu(place.client) });
  tell('R', rounds, 'limit');
  const perSecond = timesPerSecond(rounds, 'product', 'Mercurius');
  console.log(`R product answers ${perSecond.toFixed(2)} × as many a second as Mercurius`);
  if (timesCpu(rounds, 'product', 'limit') > MUST.cpu || perSecond < MUST.perSecond) {
    console.log(`R misses its bounds: at most ${MUST.cpu} × the limit’s CPU, and no slower than Mercurius.`);
    process.exitCode = 1;
  }
} finally {
  await place.end();
}
process.exit();
