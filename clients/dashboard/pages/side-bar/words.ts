import { texts } from '../../language/texts.js';

export const sideBarWords = texts(
  {
    OUTSIDE: '请在企业微信的聊天工具栏中打开此页。',
    NO_CHAT: '请在与客户的聊天中打开此页。',
    failed: '企业微信没有告知当前联系人。',
    again: '重试',
    unknown: '还不认识这位联系人',
    unknownHint: '可以关联到已有的客户，也可以新建客户。同事的客户和线索在这里看不到。',
    link: '关联已有客户',
    search: '搜索我的客户',
    nobody: '没有找到这样的客户。',
    itsThem: '就是他',
    linkTo: (name: string) => `关联到 ${name}`,
    create: '新建客户',
    name: '姓名',
  },
  {
    OUTSIDE: 'Open this page from the toolbar of a chat in WeCom.',
    NO_CHAT: 'Open this page beside a chat with a customer.',
    failed: 'WeCom didn’t say whom the chat is with.',
    again: 'Try again',
    unknown: 'Nobody knows this contact yet',
    unknownHint:
      'Link them to a customer of yours, or make a new one. Customers and leads of colleagues don’t show here.',
    link: 'Link to a customer',
    search: 'Search my customers',
    nobody: 'There is no such customer.',
    itsThem: 'It’s them',
    linkTo: (name: string) => `Link to ${name}`,
    create: 'New customer',
    name: 'Name',
  },
);
