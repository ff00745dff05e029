import type { Changes } from '../../domain/change.js';
import type { Call } from '../../domain/decision.js';
import { CHANNEL_NAMES } from '../../domain/delivery/texts.js';
import { message } from '../../domain/message.js';
import { notify } from '../../domain/notify.js';
import type { LaneRow } from './lane.js';
import type { Tx } from '../store/tx.js';

/** Whoever set an address up hears, once, that it was refused: those who chose it, or where it is the organisation's own its administrators. */
export async function tellOfRefused(tx: Tx, lane: LaneRow, answer: string, call: Call): Promise<Changes> {
  if (lane.route === 'EVENT') return [];
  const isShared = lane.key === lane.route;
  const people = isShared ? await administrators(tx) : await usersOf(tx, lane);
  const params = { channel: CHANNEL_NAMES[lane.route], answer };
  const body = message(isShared ? 'CHANNEL_REFUSED_SHARED' : 'CHANNEL_REFUSED_BODY', params);
  const card = { kind: 'SYSTEM' as const, title: message('CHANNEL_REFUSED', params), body, level: 0 };
  return people.map(({ id }) => notify(id, card, call));
}

const administrators = ({ sql: db }: Tx) =>
  db.selectFrom('User').select('id').where('role', '=', 'ADMIN').where('active', '=', true).orderBy('id').execute();

const usersOf = ({ sql: db }: Tx, { key }: LaneRow) =>
  db.selectFrom('ChannelSetting').select('userId as id').where('laneKey', '=', key).orderBy('userId').execute();
