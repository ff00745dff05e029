import { useEffect, useRef, useState } from 'react';
import { CardShown } from '../../cards/card-shown.js';
import { useLiveCards } from '../../cards/live-cards.js';
import { useAct } from '../../connection/use-act.js';
import { useEndless } from '../../connection/use-endless.js';
import { CardsDocument, ReadDocument } from '../../generated/operations.js';
import { texts, useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Chips } from '../../ui/chips.js';
import { EndlessList } from '../../ui/endless-list.js';

/** Reminders and everything else that somebody is told, the latest first. */
export default function InboxPage() {
  const t = useTexts(words);
  const { inbox } = useTexts(names);
  const [which, setWhich] = useState<'unread' | 'all'>('unread');
  const { unread, arrivals, refresh: refreshCount } = useLiveCards();
  const list = useEndless(CardsDocument, { unreadOnly: which === 'unread' }, (data) => data.notifications);
  const refresh = () => Promise.all([list.refresh(), refreshCount()]);
  const latest = useRef(list.refresh);
  useEffect(() => {
    latest.current = list.refresh;
  });
  useEffect(() => {
    if (arrivals > 0) void latest.current();
  }, [arrivals]);
  const [read, isBusy] = useAct(ReadDocument);
  const readAll = async () => {
    const notificationIds = list.items.filter(({ readAt }) => !readAt).map(({ id }) => id);
    if (await read({ input: { notificationIds } })) await refresh();
  };
  const both = [
    { value: 'unread' as const, text: t.unread(unread) },
    { value: 'all' as const, text: t.all },
  ];
  return (
    <div className="stack">
      <h1>{inbox}</h1>
      <div className="row spread">
        <Chips label={t.which} options={both} chosen={which} onChoose={setWhich} />
        {unread > 0 && (
          <button type="button" disabled={isBusy} onClick={() => void readAll()}>
            {t.readAll}
          </button>
        )}
      </div>
      <EndlessList list={list} empty={which === 'unread' ? t.nothingNew : t.nothing} label={inbox}>
        {(card) => <CardShown card={card} onChanged={refresh} />}
      </EndlessList>
    </div>
  );
}

const words = texts(
  {
    which: '显示',
    unread: (count: number) => `未读 ${count}`,
    all: '全部',
    readAll: '标为已读',
    nothingNew: '没有未读消息。',
    nothing: '还没有消息。',
  },
  {
    which: 'Show',
    unread: (count: number) => `Unread ${count}`,
    all: 'All',
    readAll: 'Mark as read',
    nothingNew: 'Nothing new.',
    nothing: 'Nothing yet.',
  },
);
