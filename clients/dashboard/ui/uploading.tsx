import { texts, useTexts } from '../language/texts.js';
import { Progress } from './progress.js';
import type { Sent } from './use-upload.js';

interface Props {
  readonly sent: Sent;
  readonly onCancel: () => void;
}

/** How far a file is on its way, and how to stop it. */
export function Uploading({ sent: { bytes, size }, onCancel }: Props) {
  const t = useTexts(words);
  return (
    <div className="stack tight">
      <Progress label={t.uploading} done={bytes} total={size} />
      <button type="button" onClick={onCancel}>
        {t.cancel}
      </button>
    </div>
  );
}

const words = texts(
  { uploading: '正在上传…', cancel: '取消上传' },
  { uploading: 'Uploading…', cancel: 'Cancel the upload' },
);
