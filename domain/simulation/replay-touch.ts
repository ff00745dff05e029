import type { CustomerFile } from '../customer/customer.js';
import { after, type Changes } from '../change.js';
import { comesBack, customerCameBack, needsOwner, type CustomerComeBack } from '../lead/came-back.js';
import { message } from '../message.js';
import type { Logged } from './past.js';
import { recorded } from './recorded.js';
import { namedAsThen, type Replayed, type Scene } from './replay.js';

/** Another trace of the customer: on the draft as well it may bring them back to somebody. */
export function touchReplayed(file: CustomerFile, entry: Logged, scene: Scene): Replayed {
  const touched = recorded(file, entry);
  return { changes: [...touched, ...(comesBack(file) ? cameBack(file, touched, scene) : [])] };
}

function cameBack(file: CustomerFile, touched: Changes, scene: Scene): Changes {
  const { setting } = scene;
  const place = needsOwner(file) ? placeFor(file, scene) : null;
  const back = { place, followUpWithin: setting.reopenFollowUpWithin };
  return customerCameBack(after(file, touched), back, namedAsThen(scene));
}

/** To whom they really went; where they had somebody then, to whoever had them last. */
function placeFor({ customer }: CustomerFile, { act, setting }: Scene): CustomerComeBack['place'] {
  const assigned = act.entries.find(({ type }) => type === 'CUSTOMER_ASSIGNED');
  const ownerId = (assigned?.data['ownerId'] as string | undefined) ?? customer.lastOwnerId;
  if (ownerId === null) return { chosen: null, tell: [], open: [] };
  const chosen = { ownerId, because: message('BECAUSE_LAST_OWNER'), rule: 'lastOwner', turnOf: null };
  return { chosen, around: setting.around(ownerId, []) };
}
