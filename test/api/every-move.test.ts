import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConditionCode } from '../../domain/playbook/conditions.js';
import { codedConditions } from '../../domain/playbook/playbook.js';
import { anApi, type Api } from '../support/api.js';
import { caseName, everyMove, type MoveCase } from '../support/every-move.js';
import { defaultPlaybook } from '../support/house.js';
import { RECORDED, standingCustomers } from '../support/recorded.js';

interface Unmet {
  readonly code: string;
  readonly givenWithMove: boolean;
}

interface Said {
  readonly to: { readonly code: string };
  readonly reachable: boolean;
  readonly blockedBy: string | null;
  readonly needsApproval: boolean;
  readonly unmet: readonly Unmet[];
}

/** What a mutation did with a customer. */
interface Done {
  readonly customer: { readonly version: number; readonly stage: { readonly code: string } } | null;
  readonly refusal: {
    readonly code: string;
    readonly unmet?: readonly Unmet[];
    readonly allowed?: readonly string[];
  } | null;
}

/** One case of the table as it went: what was said before, and what the move did. */
interface Tried {
  readonly move: MoveCase;
  readonly said: Said | undefined;
  readonly done: Done;
}

type Mutation = 'advanceCustomer' | 'recordFollowUp';
type Input = (move: MoveCase, customerId: string) => object;

const UNMET = 'unmet { code field message(locale: EN) givenWithMove guide { mutation fields title(locale: EN) } }';
const DONE = `customer { version stage { code } } refusal {
  code ... on TransitionNotAllowed { from to allowed } ... on ConditionsUnmet { ${UNMET} } }`;

const REASONS: Partial<Record<ConditionCode, string>> = { PAUSE_REASON: 'CUSTOMER_ASKED', LOSS_REASON: 'PRICE' };
const EVERY_CONDITION = Object.keys(RECORDED) as ConditionCode[];

/** The moves by themselves; and those with all that may come along, where nothing else is recorded. */
let bare: readonly Tried[];
let laden: readonly Tried[];
beforeAll(async () => {
  const api = await anApi();
  const { id: ownerId, token } = await api.person('SALES', await api.team('华东组'));
  const { id: playbookId } = await api.database.sql.selectFrom('Playbook').select('id').executeTakeFirstOrThrow();
  const tryAll = async (moves: readonly MoveCase[], mutation: Mutation, input: Input): Promise<readonly Tried[]> => {
    const standings = moves.map((move) => ({ stage: move.from, met: [...move.met, ...elsewhere(move)] }));
    const ids = await standingCustomers(api.database, { ownerId, playbookId }, standings);
    const said = await transitions(api, token, ids);
    const done = await mutate(
      api,
      token,
      mutation,
      moves.map((move, at) => input(move, ids[at]!)),
    );
    return moves.map((move, at) => ({
      move,
      said: said[at]!.find(({ to }) => to.code === move.to.code),
      done: done[at]!,
    }));
  };
  const moves = everyMove(defaultPlaybook);
  bare = await tryAll(moves, 'advanceCustomer', bareMove);
  laden = await tryAll(
    moves.filter((move) => move.elsewhere === 'NOTHING'),
    'recordFollowUp',
    ladenMove,
  );
}, 120_000);

describe('every pair of stages × every subset of the conditions, over HTTP', () => {
  test('C5, pinned 8: transitions names every other stage, and of each all that is unmet and only that', () => {
    for (const { move, said } of bare) {
      if (move.from === move.to.code) expect(said).toBeUndefined();
      else if (!move.isEdge) expect([caseName(move), said]).toMatchObject([caseName(move), NO_EDGE]);
      else expect([caseName(move), said!.unmet.map(({ code }) => code)]).toEqual([caseName(move), asksFor(move)]);
    }
  });

  test('C5, pinned 8: the move does what was said: it is done where nothing was named, else refused with the very same', () => {
    for (const { move, said, done } of bare) {
      if (!said) continue;
      const reason = reasonOf(move);
      const left = said.unmet.filter(({ code }) => reason === null || !(code in REASONS));
      const refusal = !move.isEdge
        ? notAllowed(move)
        : left.length > 0
          ? { code: 'CONDITIONS_UNMET', unmet: left }
          : null;
      expect([caseName(move), done.refusal]).toEqual([caseName(move), refusal]);
      if (reason === null) expect([caseName(move), said.blockedBy]).toEqual([caseName(move), refusal?.code ?? null]);
    }
  });

  test('C5: a stage is reachable exactly where one request with everything that may come along gets there', () => {
    for (const { move, said, done } of laden) {
      expect([caseName(move), done.refusal === null]).toEqual([caseName(move), said?.reachable ?? false]);
      const left = said?.unmet.filter(({ givenWithMove }) => !givenWithMove) ?? [];
      if (move.isEdge && left.length > 0)
        expect([caseName(move), done.refusal]).toEqual([caseName(move), { code: 'CONDITIONS_UNMET', unmet: left }]);
    }
  });

  test('C2: without an edge the refusal lists the moves that are allowed, whatever is recorded or comes along', () => {
    const none = [...bare, ...laden].filter(({ move }) => !move.isEdge);
    expect(none.some(({ move }) => move.from === move.to.code)).toBe(true);
    for (const { move, done } of none)
      expect([caseName(move), done.refusal]).toEqual([caseName(move), notAllowed(move)]);
  });

  test('C3 C6: what was done stands in the new stage; what was refused by itself changed nothing', () => {
    for (const { move, done } of bare) {
      const stands = done.refusal ? null : { version: 2, stage: { code: move.to.code } };
      expect([caseName(move), done.customer]).toEqual([caseName(move), stands]);
    }
  });

  test('C14: what came along with a refused move has happened; the move has not', () => {
    for (const { move, done } of laden) {
      const stage = done.refusal ? move.from : move.to.code;
      expect([caseName(move), done.customer]).toEqual([caseName(move), { version: 2, stage: { code: stage } }]);
    }
  });

  test('the table is whole: no stage, edge or condition of the playbook is left out', () => {
    const { stages } = defaultPlaybook;
    const edges = new Set(bare.filter(({ move }) => move.isEdge).map(({ move }) => `${move.from} ${move.to.code}`));
    expect(edges.size).toBe(stages.flatMap(({ mayGoTo }) => mayGoTo).length);
    const subsets = stages.reduce((sum, to) => sum + 2 ** codedConditions(to).length, 0);
    expect([bare.length, laden.length]).toEqual([stages.length * subsets * 2, stages.length * subsets]);
  });
});

const notAllowed = ({ from, to, allowed }: MoveCase) => ({
  code: 'TRANSITION_NOT_ALLOWED',
  from,
  to: to.code,
  allowed,
});

const NO_EDGE = { reachable: false, blockedBy: 'TRANSITION_NOT_ALLOWED', unmet: [], needsApproval: false };

/** A reason can't be recorded ahead: before the move it is always missing. */
const asksFor = ({ to, unmet }: MoveCase): readonly string[] =>
  codedConditions(to).filter((code) => unmet.includes(code) || code in REASONS);

const reasonOf = ({ met }: MoveCase): string | null => met.flatMap((code) => REASONS[code] ?? [])[0] ?? null;

/** Everything that no condition of the stage asks for. */
const elsewhere = ({ to, elsewhere: what }: MoveCase): readonly ConditionCode[] =>
  what === 'NOTHING'
    ? []
    : EVERY_CONDITION.filter((code) => code !== 'CLEAR_INTENT' && !codedConditions(to).includes(code));

const bareMove = (move: MoveCase, customerId: string) => ({ customerId, to: move.to.code, reason: reasonOf(move) });

function ladenMove({ to }: MoveCase, customerId: string) {
  const reason = codedConditions(to).flatMap((code) => REASONS[code] ?? [])[0] ?? null;
  return {
    customerId,
    channel: 'PHONE',
    note: '客户确认',
    goalMet: true,
    next: { dueAt: new Date(Date.now() + 86_400_000).toISOString(), purposeCode: 'OTHER' },
    facts: { need: '岩棉板', budget: '1.00', timeline: '九月', decisionMaker: '刘总' },
    quote: { amount: '1.00', receiptConfirmed: true },
    advanceTo: to.code,
    reason,
  };
}

async function transitions(api: Api, token: string, ids: readonly string[]): Promise<readonly (readonly Said[])[]> {
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
    transitions { to { code } reachable blockedBy needsApproval ${UNMET} } } } }`;
  const pages = await inTurn(slices(ids, 50), async (some) => {
    const { data, errors } = await api.gql<{ nodes: { transitions: Said[] }[] }>(query, { ids: some }, token);
    if (errors) throw new Error(errors[0]!.message);
    return data.nodes.map((node) => node.transitions);
  });
  return pages.flat();
}

/** Many in one request, which does them one after the other. */
async function mutate(api: Api, token: string, name: Mutation, inputs: readonly object[]): Promise<readonly Done[]> {
  const type = name === 'advanceCustomer' ? 'AdvanceCustomerInput' : 'RecordFollowUpInput';
  const pages = await inTurn(slices(inputs, 15), async (some) => {
    const query = `mutation (${some.map((_, at) => `$i${at}: ${type}!`).join()}) {
      ${some.map((_, at) => `m${at}: ${name}(input: $i${at}) { ...Done }`).join(' ')} }
      fragment Done on ${name === 'advanceCustomer' ? 'CustomerPayload' : 'FollowUpPayload'} { ${DONE} }`;
    const variables = Object.fromEntries(some.map((input, at) => [`i${at}`, input]));
    const { data, errors } = await api.gql<Record<string, Done>>(query, variables, token);
    if (errors) throw new Error(errors[0]!.message);
    return some.map((_, at) => data[`m${at}`]!);
  });
  return pages.flat();
}

const slices = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const one of all) answers.push(await work(one));
  return answers;
}
