import { useTexts } from '../../../language/texts.js';
import { CheckField, Group, LabelFields, SelectField, TextField, type FieldProps } from '../../../rules/fields.js';
import { Items } from '../../../rules/items.js';
import { SpanField } from '../../../rules/span-field.js';
import { useWho } from './options.js';
import { partWords } from './part-words.js';

/** Who hears of what is overdue, one after the other. */
export function StepList({ path, label }: FieldProps) {
  const t = useTexts(partWords);
  const who = useWho();
  return (
    <Items path={path} label={label} fresh={{ to: 'TEAM_LEAD', after: 'PT4H' }}>
      {(item) => (
        <Group path={item}>
          <div className="pair">
            <SelectField path={`${item}.to`} label={t.who} options={who} />
            <SpanField path={`${item}.after`} label={t.after} />
          </div>
        </Group>
      )}
    </Items>
  );
}

/** What people choose from. */
export function CodedList({ path, label, asksForNote = false }: FieldProps & { readonly asksForNote?: boolean }) {
  const t = useTexts(partWords);
  return (
    <Items path={path} label={label} fresh={{ code: '', label: { 'zh-CN': '', en: '' } }}>
      {(item) => (
        <Group path={item}>
          <div className="coded">
            <TextField path={`${item}.code`} label={t.code} />
            <LabelFields path={`${item}.label`} label={t.label} />
          </div>
          {asksForNote && <CheckField path={`${item}.needsNote`} label={t.needsNote} />}
        </Group>
      )}
    </Items>
  );
}
