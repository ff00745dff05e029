import { updateSettings } from '../../commands/update-settings.js';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import type { House } from './house.js';

/** How many people work there, of customers and leads. */
export const aCustomField = (over: Partial<CustomField> = {}): CustomField => ({
  code: 'size',
  label: { 'zh-CN': '人数', en: 'Head count' },
  type: 'NUMBER',
  on: 'LEAD',
  ...over,
});

/** What the floor is made of; lino is chosen no more. Of customers only. */
export const FLOOR: CustomField = {
  code: 'floor',
  label: { 'zh-CN': '地面', en: 'Floor' },
  type: 'OPTION',
  on: 'CUSTOMER',
  options: [
    { code: 'WOOD', label: { 'zh-CN': '木地板', en: 'Wood' } },
    { code: 'TILE', label: { 'zh-CN': '瓷砖', en: 'Tile' } },
    { code: 'LINO', label: { 'zh-CN': '塑胶', en: 'Lino' }, archived: true },
  ],
};

/** Several of the same. */
export const ROOMS: CustomField = {
  ...FLOOR,
  code: 'rooms',
  label: { 'zh-CN': '房间', en: 'Rooms' },
  type: 'MULTI_OPTION',
};

/** The organisation keeps these fields from now on. */
export async function withFields(house: House, customFields: readonly CustomField[]): Promise<void> {
  const { refusal } = await house.as(house.admin, updateSettings, { customFields });
  if (refusal) throw new Error(`refused: ${JSON.stringify(refusal)}`);
}
