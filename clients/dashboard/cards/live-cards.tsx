import { createContext, use, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useAsk } from '../connection/use-ask.js';
import { useStream } from '../connection/use-stream.js';
import { NewCardsDocument, UnreadCardsDocument, type CardFragment } from '../generated/operations.js';
import { texts, useTexts } from '../language/texts.js';
import { useToasts } from '../ui/toasts.js';
import { pathOf } from './path-of.js';

interface LiveCards {
  readonly unread: number;
  /** Grows with each card that arrives, so that whoever lists them asks anew. */
  readonly arrivals: number;
  readonly refresh: () => Promise<unknown>;
}

const LiveCardsContext = createContext<LiveCards>({ unread: 0, arrivals: 0, refresh: () => Promise.resolve() });

export const useLiveCards = (): LiveCards => use(LiveCardsContext);

/** Cards as they are made, wherever somebody is: a reminder is told at once. */
export function LiveCardsProvider({ children }: { readonly children: ReactNode }) {
  const t = useTexts(words);
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const { data, refresh } = useAsk(UnreadCardsDocument, {});
  const [arrivals, setArrivals] = useState(0);
  const [after, setAfter] = useState<string | null>(null);
  if (data && after === null) setAfter(data.head);
  const arrived = (card?: CardFragment) => {
    setArrivals((count) => count + 1);
    void refresh();
    if (!card) return;
    const action = { label: t.open, run: () => navigate(pathOf(card)) };
    toasts.show({ tone: 'good', text: card.title, hint: card.body, action });
  };
  useStream(NewCardsDocument, after === null ? undefined : { after }, {
    next: ({ notifications }) => arrived(notifications),
    missed: () => arrived(),
  });
  const unread = data?.notifications.totalCount ?? 0;
  return <LiveCardsContext value={{ unread, arrivals, refresh }}>{children}</LiveCardsContext>;
}

const words = texts({ open: '查看' }, { open: 'Open' });
