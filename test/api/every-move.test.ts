import { beforeAll, describe, expect, test } from '@jest/globals';
import { codedConditions } from '../../domain/playbook/playbook.js';
import { anApi } from '../support/api.js';
import { caseName, everyMove, type MoveCase } from '../support/every-move.js';
import { defaultPlaybook, seedPlaybook } from '../support/house.js';
import { REASONS, asksFor, reasonOf, tryMoves, type Tried } from '../support/try-moves.js';

/** Some of the moves from each stage need a superior's approval. */
const strict = {
  ...defaultPlaybook,
  key: 'strict',
  stages: defaultPlaybook.stages.map((stage) => ({
    ...stage,
    needsApproval: stage.mayGoTo.filter((_, at) => at % 2 === 1),
  })),
};
const isStrict = ({ from, to }: MoveCase): boolean =>
  strict.stages.some(({ code, needsApproval }) => code === from && needsApproval.includes(to.code));

/** The moves by themselves; and those with all that may come along, where nothing else is recorded. */
let bare: readonly Tried[];
let laden: readonly Tried[];
/** Where some need approval: by the owner, by the owner's superior, and asked for. */
let owners: readonly Tried[];
let superiors: readonly Tried[];
let asked: readonly Tried[];

beforeAll(async () => {
  const api = await anApi();
  const teamId = await api.team('华东组');
  const sales = await api.person('SALES', teamId);
  const lead = await api.person('TEAM_LEAD', teamId);
  const { id: playbookId } = await api.database.sql.selectFrom('Playbook').select('id').executeTakeFirstOrThrow();
  const whose = { api, token: sales.token, ownerId: sales.id, playbookId };
  const moves = everyMove(defaultPlaybook);
  const alone = moves.filter((move) => move.elsewhere === 'NOTHING');
  bare = await tryMoves(whose, moves, 'advanceCustomer');
  const isTold = ({ isEdge, unmet }: MoveCase) => isEdge || unmet.length === 0;
  laden = await tryMoves(whose, alone.filter(isTold), 'recordFollowUp');

  const strictly = { ...whose, playbookId: await seedPlaybook(api.database, strict) };
  const edges = alone.filter(({ isEdge }) => isEdge);
  owners = await tryMoves(strictly, edges, 'advanceCustomer');
  superiors = await tryMoves({ ...strictly, token: lead.token }, edges, 'advanceCustomer');
  asked = await tryMoves(strictly, edges.filter(isStrict), 'requestApproval');
}, 180_000);

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
      const left = leftOf(move, said.unmet);
      const refusal = !move.isEdge
        ? notAllowed(move)
        : left.length > 0
          ? { code: 'CONDITIONS_UNMET', unmet: left }
          : null;
      expect([caseName(move), done.refusal]).toEqual([caseName(move), refusal]);
      if (reasonOf(move) === null)
        expect([caseName(move), said.blockedBy]).toEqual([caseName(move), refusal?.code ?? null]);
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
    const subsets = (to: (typeof stages)[number]) => 2 ** codedConditions(to).length;
    const pairs = stages.flatMap((from) => stages.map((to) => ({ to, isEdge: from.mayGoTo.includes(to.code) })));
    expect(bare).toHaveLength(pairs.reduce((sum, { to, isEdge }) => sum + subsets(to) * (isEdge ? 2 : 1), 0));
    expect(laden).toHaveLength(pairs.reduce((sum, { to, isEdge }) => sum + (isEdge ? subsets(to) : 1), 0));
  });
});

const notAllowed = ({ from, to, allowed }: MoveCase) => ({
  code: 'TRANSITION_NOT_ALLOWED',
  from,
  to: to.code,
  allowed,
});

describe('C12: every move of a playbook some of whose moves a superior has to approve', () => {
  test('transitions says of which, and to the owner only', () => {
    expect(owners.some(({ move }) => isStrict(move))).toBe(true);
    for (const { move, said } of owners)
      expect([caseName(move), said!.needsApproval]).toEqual([caseName(move), isStrict(move)]);
    for (const { move, said } of superiors)
      expect([caseName(move), said!.needsApproval]).toEqual([caseName(move), false]);
  });

  test('approval is asked for last: what is unmet is told first, all of it, and nothing is reachable that has to be approved', () => {
    for (const { move, said, done } of owners) {
      const left = leftOf(move, said!.unmet);
      const refusal =
        left.length > 0
          ? { code: 'CONDITIONS_UNMET', unmet: left }
          : isStrict(move)
            ? { code: 'APPROVAL_REQUIRED' }
            : null;
      expect([caseName(move), done.refusal]).toEqual([caseName(move), refusal]);
      if (reasonOf(move) === null)
        expect([caseName(move), said!.blockedBy]).toEqual([caseName(move), refusal?.code ?? null]);
      if (isStrict(move)) expect([caseName(move), said!.reachable]).toEqual([caseName(move), false]);
    }
  });

  test('the owner’s superior needs nobody’s approval', () => {
    for (const { move, said, done } of superiors) {
      const left = leftOf(move, said!.unmet);
      const refusal = left.length > 0 ? { code: 'CONDITIONS_UNMET', unmet: left } : null;
      expect([caseName(move), done.refusal]).toEqual([caseName(move), refusal]);
    }
  });

  test('it can be asked for exactly where nothing else is missing, and the customer stays meanwhile', () => {
    for (const { move, said, done } of asked) {
      const left = leftOf(move, said!.unmet);
      const stays = {
        outcome: 'PENDING',
        to: { code: move.to.code },
        customer: { version: 1, stage: { code: move.from } },
      };
      expect([caseName(move), done]).toEqual([
        caseName(move),
        left.length > 0
          ? { approval: null, refusal: { code: 'CONDITIONS_UNMET', unmet: left } }
          : { approval: stays, refusal: null },
      ]);
    }
  });
});

/** What is still unmet with the reason that comes with the move. */
const leftOf = (move: MoveCase, unmet: NonNullable<Tried['said']>['unmet']) =>
  unmet.filter(({ code }) => reasonOf(move) === null || !(code in REASONS));

const NO_EDGE = { reachable: false, blockedBy: 'TRANSITION_NOT_ALLOWED', unmet: [], needsApproval: false };
