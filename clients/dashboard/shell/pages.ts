import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Role } from '../connection/viewer.js';
import { texts } from '../language/texts.js';
import type { IconName } from '../ui/icon.js';

export interface Page {
  /** As wouter reads it: `/customers/:id`. */
  readonly path: string;
  readonly page: LazyExoticComponent<ComponentType>;
  /** Left out: everybody. */
  readonly least?: Role;
  /** Where it stands in the navigation; left out: it is reached from another page. */
  readonly entry?: { readonly text: keyof (typeof names)['zh']; readonly icon: IconName; readonly isOnPhoneBar?: true };
}

/** Every page, in the order of the navigation. Each is a chunk of its own, loaded when it is first looked at. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    page: lazy(() => import('../pages/workbench/page.js')),
    entry: { text: 'workbench', icon: 'home', isOnPhoneBar: true },
  },
  {
    path: '/customers',
    page: lazy(() => import('../pages/customers/page.js')),
    entry: { text: 'customers', icon: 'people', isOnPhoneBar: true },
  },
  { path: '/customers/:id', page: lazy(() => import('../pages/customer/page.js')) },
  {
    path: '/leads',
    page: lazy(() => import('../pages/leads/page.js')),
    entry: { text: 'leads', icon: 'lead' },
  },
  { path: '/leads/:id', page: lazy(() => import('../pages/lead/page.js')) },
  {
    path: '/pool',
    page: lazy(() => import('../pages/pool/page.js')),
    entry: { text: 'pool', icon: 'pool', isOnPhoneBar: true },
  },
  {
    path: '/inbox',
    page: lazy(() => import('../pages/inbox/page.js')),
    entry: { text: 'inbox', icon: 'bell', isOnPhoneBar: true },
  },
  {
    path: '/reports',
    page: lazy(() => import('../pages/reports/funnel/page.js')),
    least: 'TEAM_LEAD',
    entry: { text: 'reports', icon: 'chart' },
  },
  {
    path: '/reports/performance',
    page: lazy(() => import('../pages/reports/performance/page.js')),
    least: 'TEAM_LEAD',
  },
  { path: '/reports/rhythm', page: lazy(() => import('../pages/reports/rhythm/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/leaks', page: lazy(() => import('../pages/reports/leaks/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/stages', page: lazy(() => import('../pages/reports/stages/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/pilots', page: lazy(() => import('../pages/reports/pilots/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/sources', page: lazy(() => import('../pages/reports/sources/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/months', page: lazy(() => import('../pages/reports/months/page.js')), least: 'TEAM_LEAD' },
  { path: '/reports/behind', page: lazy(() => import('../pages/reports/behind/page.js')), least: 'TEAM_LEAD' },
  {
    path: '/playbooks',
    page: lazy(() => import('../pages/playbooks/page.js')),
    least: 'MANAGER',
    entry: { text: 'playbooks', icon: 'flow' },
  },
  { path: '/playbooks/:id', page: lazy(() => import('../pages/playbooks/version/page.js')), least: 'MANAGER' },
  { path: '/playbooks/drafts/:id', page: lazy(() => import('../pages/playbooks/draft/page.js')), least: 'MANAGER' },
  {
    path: '/sources',
    page: lazy(() => import('../pages/sources/page.js')),
    least: 'ADMIN',
    entry: { text: 'sources', icon: 'settings' },
  },
  {
    path: '/imports',
    page: lazy(() => import('../pages/imports/page.js')),
    least: 'MANAGER',
    entry: { text: 'imports', icon: 'upload' },
  },
  {
    path: '/people',
    page: lazy(() => import('../pages/people/page.js')),
    least: 'ADMIN',
    entry: { text: 'people', icon: 'team' },
  },
  {
    path: '/pool-rules',
    page: lazy(() => import('../pages/pool-rules/page.js')),
    least: 'MANAGER',
    entry: { text: 'poolRules', icon: 'rules' },
  },
  { path: '/pool-rules/:id/:copy?', page: lazy(() => import('../pages/pool-rules/edit/page.js')), least: 'MANAGER' },
  {
    path: '/webhooks',
    page: lazy(() => import('../pages/webhooks/page.js')),
    least: 'ADMIN',
    entry: { text: 'webhooks', icon: 'send' },
  },
  {
    path: '/api-keys',
    page: lazy(() => import('../pages/api-keys/page.js')),
    least: 'ADMIN',
    entry: { text: 'apiKeys', icon: 'key' },
  },
  { path: '/wecom/side-bar', page: lazy(() => import('../pages/side-bar/page.js')) },
];

export const names = texts(
  {
    workbench: '工作台',
    customers: '客户',
    leads: '线索',
    pool: '公海',
    inbox: '消息',
    reports: '报表',
    playbooks: '状态标准',
    sources: '来源',
    imports: '导入',
    people: '人员',
    poolRules: '公海规则',
    webhooks: '事件推送',
    apiKeys: 'API 密钥',
  },
  {
    workbench: 'Workbench',
    customers: 'Customers',
    leads: 'Leads',
    pool: 'Pool',
    inbox: 'Inbox',
    reports: 'Reports',
    playbooks: 'Playbooks',
    sources: 'Sources',
    imports: 'Imports',
    people: 'People',
    poolRules: 'Pool rules',
    webhooks: 'Webhooks',
    apiKeys: 'API keys',
  },
);
