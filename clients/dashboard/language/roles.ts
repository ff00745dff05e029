import type { Role } from '../connection/viewer.js';
import { texts } from './texts.js';

export const ROLES: readonly Role[] = ['SALES', 'TEAM_LEAD', 'MANAGER', 'ADMIN'];

export const roleWords = texts(
  { SALES: '销售', TEAM_LEAD: '主管', MANAGER: '经理', ADMIN: '管理员' },
  { SALES: 'Sales', TEAM_LEAD: 'Team lead', MANAGER: 'Manager', ADMIN: 'Administrator' },
);
