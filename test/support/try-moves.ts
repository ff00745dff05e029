import type { ConditionCode } from '../../domain/playbook/conditions.js';
import { codedConditions } from '../../domain/playbook/playbook.js';
import type { Api } from './api.js';
import type { MoveCase } from './every-move.js';
import { RECORDED, standingCustomers } from './recorded.js';

/** A condition as transitions and refusals name it. */
interface Unmet {
  readonly code: string;
  readonly givenWithMove: boolean;
}

export interface Said {
  readonly to: { readonly code: string };
  readonly reachable: boolean;
  readonly blockedBy: string | null;
  readonly needsApproval: boolean;
  readonly unmet: readonly Unmet[];
}

/** What a mutation did with a customer. */
export interface Done {
  readonly customer?: { readonly version: number; readonly stage: { readonly code: string } } | null;
  readonly approval?: { readonly outcome: string } | null;
  readonly refusal: {
    readonly code: string;
    readonly unmet?: readonly Unmet[];
    readonly allowed?: readonly string[];
  } | null;
}

/** One case of the table as it went: what was said before, and what the move did. */
export interface Tried {
  readonly move: MoveCase;
  readonly said: Said | undefined;
  readonly done: Done;
}

const UNMET = 'unmet { code field message(locale: EN) givenWithMove guide { mutation fields title(locale: EN) } }';
const CUSTOMER = 'customer { version stage { code } }';
const REFUSAL = `refusal { code ... on TransitionNotAllowed { from to allowed } ... on ConditionsUnmet { ${UNMET} } }`;

export const REASONS: Partial<Record<ConditionCode, string>> = { PAUSE_REASON: 'CUSTOMER_ASKED', LOSS_REASON: 'PRICE' };
const EVERY_CONDITION = Object.keys(RECORDED) as ConditionCode[];

interface Tries {
  readonly api: Api;
  /** Who tries, whose customers they are, and which playbook these follow. */
  readonly token: string;
  readonly ownerId: string;
  readonly playbookId: string;
}

/** Tries each move with a customer of its own: what was said before, and what came of it. */
export async function tryMoves(
  { api, token, ...whose }: Tries,
  moves: readonly MoveCase[],
  mutation: Mutation,
): Promise<readonly Tried[]> {
  const standings = moves.map((move) => ({ stage: move.from, met: [...move.met, ...elsewhere(move)] }));
  const ids = await standingCustomers(api.database, whose, standings);
  const said = await transitions(api, token, ids);
  const { input } = MUTATIONS[mutation];
  const done = await mutate(
    { api, token },
    mutation,
    moves.map((move, at) => input(move, ids[at]!)),
  );
  return moves.map((move, at) => ({
    move,
    said: said[at]!.find(({ to }) => to.code === move.to.code),
    done: done[at]!,
  }));
}

/** A reason can't be recorded ahead: before the move it is always missing. */
export const asksFor = ({ to, unmet }: MoveCase): readonly string[] =>
  codedConditions(to).filter((code) => unmet.includes(code) || code in REASONS);

export const reasonOf = ({ met }: MoveCase): string | null => met.flatMap((code) => REASONS[code] ?? [])[0] ?? null;

/** Everything that no condition of the stage asks for. */
const elsewhere = ({ to, elsewhere: what }: MoveCase): readonly ConditionCode[] =>
  what === 'NOTHING'
    ? []
    : EVERY_CONDITION.filter((code) => code !== 'CLEAR_INTENT' && !codedConditions(to).includes(code));

function bareMove(move: MoveCase, customerId: string) {
  return { customerId, to: move.to.code, reason: reasonOf(move) };
}

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

/** The mutations that move: the move by itself, with all that may come along, or asked for. */
const MUTATIONS = {
  advanceCustomer: { type: 'AdvanceCustomerInput', answer: `${CUSTOMER} ${REFUSAL}`, input: bareMove },
  recordFollowUp: { type: 'RecordFollowUpInput', answer: `${CUSTOMER} ${REFUSAL}`, input: ladenMove },
  requestApproval: {
    type: 'AdvanceCustomerInput',
    answer: `approval { outcome to { code } ${CUSTOMER} } ${REFUSAL}`,
    input: bareMove,
  },
} as const;
type Mutation = keyof typeof MUTATIONS;

/** Many in one request, which does them one after the other. */
async function mutate(
  { api, token }: { api: Api; token: string },
  name: Mutation,
  inputs: readonly object[],
): Promise<readonly Done[]> {
  const { type, answer } = MUTATIONS[name];
  const pages = await inTurn(slices(inputs, 15), async (some) => {
    const query = `mutation (${some.map((_, at) => `$i${at}: ${type}!`).join()}) {
      ${some.map((_, at) => `m${at}: ${name}(input: $i${at}) { ${answer} }`).join(' ')} }`;
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
