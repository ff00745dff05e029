import { describe, expect, test } from '@jest/globals';
import { bindPlaybook } from '../../commands/bind-playbook.js';
import { publishPlaybook } from '../../commands/publish-playbook.js';
import { advanceCustomer } from '../../commands/advance-customer.js';
import type { RuleProblem } from '../../domain/refusal.js';
import { aNewCustomer, loadRow, rowsOf } from '../support/customers.js';
import { aHouse, defaultPlaybook, playbookWith } from '../support/house.js';

describe('publishing a playbook', () => {
  test('counts its versions up, also where ten come at once', async () => {
    const house = await aHouse();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => house.as(house.manager, publishPlaybook, { definition: defaultPlaybook })),
    );
    expect(outcomes.every(({ refusal }) => refusal === null)).toBe(true);
    const versions = (await rowsOf(house, 'Playbook', `key = 'default'`)).map((row) => row['version'] as number);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  });

  test('under another key begins at 1', async () => {
    const house = await aHouse();
    await house.as(house.manager, publishPlaybook, { definition: { ...defaultPlaybook, key: 'school' } });
    expect(await rowsOf(house, 'Playbook', `key = 'school'`)).toMatchObject([
      { version: 1, publishedById: house.manager.id },
    ]);
  });

  test('is refused with every problem at once, and publishes nothing', async () => {
    const house = await aHouse();
    const definition = playbookWith(({ code }) => (code === 'DECIDING' ? { mayGoTo: [], nextAction: undefined } : {}));
    const { refusal } = await house.as(house.manager, publishPlaybook, {
      definition: JSON.parse(JSON.stringify(definition)) as unknown,
    });
    expect(refusal?.code).toBe('PLAYBOOK_INVALID');
    const { problems } = refusal as { problems: readonly RuleProblem[] } & typeof refusal;
    expect(problems.filter(({ severity }) => severity === 'ERROR').map(({ code }) => code)).toEqual(
      expect.arrayContaining(['DEAD_END', 'NEXT_ACTION_MISSING', 'TIMER_MOVE_NOT_ALLOWED']),
    );
    expect(await rowsOf(house, 'Playbook')).toHaveLength(1);
  });

  test.each([[null], ['a text'], [[]], [{}]])('of %j is refused, not a fault', async (definition) => {
    const house = await aHouse();
    expect((await house.as(house.manager, publishPlaybook, { definition })).refusal?.code).toBe('PLAYBOOK_INVALID');
  });
});

describe('binding a playbook', () => {
  test('new customers begin under it, those there are keep their version', async () => {
    const house = await aHouse();
    const before = await aNewCustomer(house);
    const definition = playbookWith(({ code }) =>
      code === 'INITIAL_CONTACT' ? { mayGoTo: ['NEEDS_CONFIRMED', 'QUOTED', 'PAUSED', 'LOST'] } : {},
    );
    const published = await house.as(house.manager, publishPlaybook, { definition });
    const playbookId = published.answer['playbookId'] as string;
    await house.as(house.manager, bindPlaybook, { teamId: house.teamId, playbookId });
    const after = await aNewCustomer(house, house.lin, { phone: '13900139000' });
    expect((await loadRow(house, 'Customer', before)).playbookId).toBe(house.playbookId);
    expect((await loadRow(house, 'Customer', after)).playbookId).toBe(playbookId);
    const move = async (customerId: string) =>
      (await house.as(house.lin, advanceCustomer, { customerId, to: 'QUOTED' })).refusal?.code;
    expect([await move(before), await move(after)]).toEqual(['TRANSITION_NOT_ALLOWED', 'CONDITIONS_UNMET']);
  });

  test('tells in the log what changed, once', async () => {
    const house = await aHouse();
    const { answer } = await house.as(house.manager, publishPlaybook, { definition: defaultPlaybook });
    const bind = { teamId: house.teamId, playbookId: answer['playbookId'] as string };
    await house.as(house.manager, bindPlaybook, bind);
    expect((await house.as(house.manager, bindPlaybook, bind)).cursor).toBeNull();
    expect(await rowsOf(house, 'Event', `type = 'PLAYBOOK_BOUND'`)).toMatchObject([
      { changes: [{ field: 'playbookId', old: house.playbookId, new: bind.playbookId }] },
    ]);
  });

  test.each([
    ['teamId', { teamId: 'team_none' }],
    ['playbookId', { playbookId: 'pb_none' }],
  ])('of an unknown %s is NOT_FOUND', async (field, wrong) => {
    const house = await aHouse();
    const bind = house.as(house.manager, bindPlaybook, {
      teamId: house.teamId,
      playbookId: house.playbookId,
      ...wrong,
    });
    await expect(bind).rejects.toMatchObject({ code: 'NOT_FOUND', field });
  });
});
