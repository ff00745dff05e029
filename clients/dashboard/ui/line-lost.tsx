import { useSyncExternalStore } from 'react';
import { line } from '../connection/line.js';
import { texts, useTexts } from '../language/texts.js';

/** Says that what is shown may be old. */
export function LineLost() {
  const { isLost } = useSyncExternalStore(line.subscribe, line.get);
  const t = useTexts(words);
  return isLost ? (
    <div className="line-lost" role="status">
      {t.lost}
    </div>
  ) : null;
}

const words = texts(
  { lost: '连接已断开，正在重连。显示的内容可能不是最新的，填写的内容会保留。' },
  { lost: 'Connection lost, trying again. What you see may be old; what you typed is kept.' },
);
