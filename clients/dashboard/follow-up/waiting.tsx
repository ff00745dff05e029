import { useEffect, useRef } from 'react';
import { useViewer } from '../connection/viewer.js';
import { useTexts } from '../language/texts.js';
import { useToasts } from '../ui/toasts.js';
import { sendWhatWaits, type Sent } from './send.js';
import { followUpWords } from './words.js';

/** Sends the follow-ups that waited for the network, and says what became of them. */
export function Waiting() {
  const t = useTexts(followUpWords);
  const toasts = useToasts();
  const { id } = useViewer();
  const tell = useRef<(sent: Sent) => void>(() => undefined);
  useEffect(() => {
    tell.current = (sent) => {
      if (sent.as === 'RECORDED') toasts.show({ tone: 'good', text: t.sentLater });
      if (sent.as === 'REFUSED') toasts.show({ tone: 'bad', text: t.notSentLater, hint: sent.refusal.message });
      if (sent.as === 'FAILED') toasts.show({ tone: 'bad', text: t.notSentLater });
    };
  });
  useEffect(() => sendWhatWaits(id, (sent) => tell.current(sent)), [id]);
  return null;
}
