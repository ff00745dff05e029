import { texts } from '../../../language/texts.js';

/** What the numbers of a stage are called. */
export const stageNumbers = texts(
  { ENTERED: '进入', LEFT: '离开', FORWARD: '向前推进', OPEN: '月末仍在', REFUSED: '被拒的推进' },
  { ENTERED: 'Entered', LEFT: 'Left', FORWARD: 'Went forward', OPEN: 'Still there', REFUSED: 'Refused moves' },
);
