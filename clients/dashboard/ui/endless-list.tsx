import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { isLineLost } from '../connection/line.js';
import type { Endless } from '../connection/use-endless.js';
import { CantBeShown, Empty, Loading } from './states.js';

interface Props<Item> {
  readonly list: Endless<Item>;
  readonly empty: string;
  readonly label: string;
  readonly children: (item: Item) => ReactNode;
}

const ROW_PX = 92;

/** Only what is near the screen is in the page, and more is loaded as the end comes near: the longest list scrolls like a short one. */
export function EndlessList<Item extends { readonly id: string }>({ list, empty, label, children }: Props<Item>) {
  const { items, isLoading, error, failed, hasMore, more, refresh } = list;
  const place = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(place.current?.offsetTop ?? 0), [isLoading]);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: top,
    getItemKey: (index) => items[index]!.id,
  });
  const rows = virtual.getVirtualItems();
  const lastShown = rows[rows.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !failed && lastShown >= items.length - 15) more();
  });
  if (isLoading) return <Loading />;
  if (error) return <CantBeShown cause={error} onRetry={() => void refresh()} />;
  if (items.length === 0) return <Empty>{empty}</Empty>;
  return (
    <>
      <ul ref={place} className="endless" aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {children(items[index]!)}
          </li>
        ))}
      </ul>
      {failed && !isLineLost(failed) && <CantBeShown cause={failed} onRetry={hasMore ? more : () => void refresh()} />}
    </>
  );
}
