import { texts } from '../../language/texts.js';

export const diagramWords = texts(
  {
    what: (stages: number, moves: number) => `状态图：${stages} 个状态，${moves} 种变更。状态表里有同样的内容。`,
    move: '可以变更',
    approval: '需上级批准',
    timed: '不跟进时系统也会变更',
    howToRead: '从上到下按状态顺序：右侧向后，左侧退回。',
  },
  {
    what: (stages: number, moves: number) =>
      `Diagram of ${stages} stages and ${moves} moves. The table of stages says the same.`,
    move: 'may move',
    approval: 'needs approval',
    timed: 'also by itself in silence',
    howToRead: 'From top to bottom in order: forwards on the right, back on the left.',
  },
);
