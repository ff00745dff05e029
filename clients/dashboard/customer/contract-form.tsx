import { useAct } from '../connection/use-act.js';
import { KeepContractDocument } from '../generated/operations.js';
import { useTexts } from '../language/texts.js';
import { useToasts } from '../ui/toasts.js';
import { Uploading } from '../ui/uploading.js';
import { useUpload } from '../ui/use-upload.js';
import { customerWords } from './words.js';

interface Props {
  readonly customer: { readonly id: string };
  readonly onChanged: () => Promise<unknown>;
}

/** Brings a contract's file, and keeps it with the customer. */
export function ContractForm({ customer, onChanged }: Props) {
  const t = useTexts(customerWords);
  const toasts = useToasts();
  const [keep, isKeeping] = useAct(KeepContractDocument);
  const { upload, sent, cancel } = useUpload();
  const bring = async (file: File) => {
    const onWrong = ({ fileId = t.uploadFailed }) => (toasts.show({ tone: 'bad', text: fileId }), true);
    const fileId = await upload(file, { onWrong });
    if (!fileId) return;
    if (await keep({ input: { customerId: customer.id, fileId } })) toasts.show({ tone: 'good', text: t.attached });
    await onChanged();
  };
  if (sent !== null) return <Uploading sent={sent} onCancel={cancel} />;
  return (
    <label className="button">
      {t.upload}
      <input
        type="file"
        className="visually-hidden"
        accept=".pdf,.jpg,.jpeg,.png,.doc,.docx"
        disabled={isKeeping}
        onChange={({ target: { files } }) => files?.[0] && void bring(files[0])}
      />
    </label>
  );
}
