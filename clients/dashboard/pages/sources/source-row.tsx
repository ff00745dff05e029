import { useAct } from '../../connection/use-act.js';
import { ChangeSourceDocument, NewSourceKeyDocument, type SourceShownFragment } from '../../generated/operations.js';
import { useChannels } from '../../language/channels.js';
import { useTexts } from '../../language/texts.js';
import { useKeepKey } from './use-keep-key.js';
import { sourceWords } from './words.js';

interface Props {
  readonly source: SourceShownFragment;
  readonly onChanged: () => unknown;
}

export function SourceRow({ source: { id, name, channel, kind, active, allowedOrigins }, onChanged }: Props) {
  const t = useTexts(sourceWords);
  const channelName = useChannels();
  const keepKey = useKeepKey();
  const [rotate, isRotating] = useAct(NewSourceKeyDocument);
  const [change, isChanging] = useAct(ChangeSourceDocument);
  const hasKey = kind === 'INTAKE' || kind === 'MINI_PROGRAM';
  const newKey = async () => {
    if (!confirm(t.sure)) return;
    const made = await rotate({ input: { sourceId: id } });
    if (!made) return;
    keepKey(made);
    onChanged();
  };
  const toggle = async () => {
    if (await change({ input: { sourceId: id, active: !active } })) onChanged();
  };
  return (
    <li className="card stack tight">
      <div className="row spread">
        <strong>{name}</strong>
        <span className={active ? 'tag accent' : 'tag'}>{active ? channelName(channel) : t.off}</span>
      </div>
      {hasKey && <p className="soft small">{allowedOrigins.join(' ') || t.anyOrigin}</p>}
      <div className="row">
        {hasKey && (
          <button type="button" disabled={isRotating} onClick={() => void newKey()}>
            {t.newKey}
          </button>
        )}
        <button type="button" disabled={isChanging} onClick={() => void toggle()}>
          {active ? t.switchOff : t.switchOn}
        </button>
      </div>
    </li>
  );
}
