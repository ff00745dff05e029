import { texts } from '../../language/texts.js';

export const sourceWords = texts(
  {
    none: '还没有来源。新建一个，把它的地址填到您的网站表单里。',
    add: '新建来源',
    name: '名称',
    channel: '渠道',
    origins: '允许的网页来源（每行一个，留空为不限）',
    newKey: '更换密钥',
    sure: '旧密钥立即失效，确定更换？',
    switchOff: '停用',
    switchOn: '启用',
    off: '已停用',
    address: (name: string) => `“${name}”的投递地址`,
    anyOrigin: '不限网页',
  },
  {
    none: 'There is no source yet. Add one, and put its address into the form of your website.',
    add: 'Add a source',
    name: 'Name',
    channel: 'Channel',
    origins: 'Web origins that may deliver (one a line; empty: any)',
    newKey: 'New key',
    sure: 'The old key is refused at once. Make a new one?',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    off: 'Switched off',
    address: (name: string) => `Where “${name}” delivers`,
    anyOrigin: 'Any page',
  },
);
