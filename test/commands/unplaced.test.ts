import { describe, expect, test } from '@jest/globals';
import { acknowledge } from '../../commands/acknowledge.js';
import { captureLead } from '../../commands/capture-lead.js';
import { markRead } from '../../commands/mark-read.js';
import { aNewSource, rowsOf } from '../support/customers.js';
import { onRealServer } from '../support/database.js';
import { aHouse, type House } from '../support/house.js';
import { capture, promising, setAssignment } from '../support/leads.js';

/** Where nobody may take anything. */
async function aFullHouse(): Promise<{ house: House; sourceId: string }> {
  const house = await aHouse();
  await setAssignment(house, { capPerPerson: 0 });
  return { house, sourceId: await aNewSource(house) };
}

const cardsOf = ({ id }: { readonly id: string }, house: House) =>
  rowsOf(house, 'Notification', `"recipientId" = '${id}' order by tx, ordinal`);
const counts = async (house: House) =>
  (await cardsOf(house.teamLead, house)).map(({ title }) => (title as { params: { count: number } }).params.count);

describe('L7, N4: who found nobody is told by one card', () => {
  test('the first names its lead; then the open card counts, comes up again, and names the latest', async () => {
    const { house, sourceId } = await aFullHouse();
    const first = await capture(house, promising(sourceId));
    expect(await cardsOf(house.teamLead, house)).toMatchObject([{ leadId: first.id, title: { params: { count: 1 } } }]);
    const [before] = await cardsOf(house.teamLead, house);
    await capture(house, promising(sourceId, { name: '钱多' }));
    await capture(house, promising(sourceId, { name: '孙立' }));
    const [card, ...others] = await cardsOf(house.teamLead, house);
    expect(others).toEqual([]);
    expect(card).toMatchObject({
      id: before!['id'],
      leadId: null,
      title: { params: { count: 3, name: '孙立' } },
      readAt: null,
    });
    expect(BigInt(card!['tx'] as string)).toBeGreaterThan(BigInt(before!['tx'] as string));
    const told = await rowsOf(house, 'Event', `type = 'NOTIFIED' order by tx`);
    expect(told.map(({ data }) => (data as { notificationId: string }).notificationId)).toEqual(
      Array(3).fill(card!['id']),
    );
    expect(told.at(-1)).toMatchObject({ tx: card!['tx'], ordinal: card!['ordinal'] });
  });

  test('once it is read or acknowledged, the next one opens another', async () => {
    const { house, sourceId } = await aFullHouse();
    await capture(house, promising(sourceId));
    const newest = async () => String((await cardsOf(house.teamLead, house)).at(-1)!['id']);
    await house.as(house.teamLead, markRead, { notificationIds: [await newest()] });
    await capture(house, promising(sourceId));
    await capture(house, promising(sourceId));
    await house.as(house.teamLead, acknowledge, { notificationId: await newest() });
    await capture(house, promising(sourceId));
    expect(await counts(house)).toEqual([1, 2, 1]);
  });

  const onServer = onRealServer ? test : test.skip;
  onServer('many at once leave one card that counts each of them', async () => {
    const { house, sourceId } = await aFullHouse();
    await Promise.all(Array.from({ length: 20 }, () => house.as(null, captureLead, promising(sourceId))));
    expect(await counts(house)).toEqual([20]);
  });

  onServer('read while more arrive, none is lost: the cards add up', async () => {
    const { house, sourceId } = await aFullHouse();
    await capture(house, promising(sourceId));
    const reading = async () => {
      const cards = await cardsOf(house.teamLead, house);
      await house.as(house.teamLead, markRead, { notificationIds: cards.map(({ id }) => String(id)) });
    };
    await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        n % 4 === 3 ? reading() : house.as(null, captureLead, promising(sourceId)),
      ),
    );
    expect((await counts(house)).reduce((sum, count) => sum + count, 0)).toBe(19);
  });
});
