import type { ReactNode } from 'react';
import { useTexts } from '../language/texts.js';
import { Icon } from '../ui/icon.js';
import { listOf } from './definition.js';
import { usePlace } from './editing.js';
import { Group, type FieldProps } from './fields.js';
import { SpanField } from './span-field.js';
import { ruleWords } from './words.js';

interface ItemsProps extends FieldProps {
  /** What one more begins as. */
  readonly fresh: unknown;
  readonly children: (path: string) => ReactNode;
}

/** A list of as many as one likes; without any it is left out. */
export function Items({ path, label, fresh, children }: ItemsProps) {
  const t = useTexts(ruleWords);
  const { value, set } = usePlace(path);
  const items = listOf(value);
  const without = (index: number) => items.filter((_, position) => position !== index);
  const earlier = (index: number) => {
    const moved = without(index);
    moved.splice(index - 1, 0, items[index]);
    return moved;
  };
  return (
    <Group path={path} legend={label}>
      {items.length > 0 && (
        <ul className="stack tight">
          {items.map((_, index) => (
            <li key={index} className="list-item">
              <div className="list-item-fields">{children(`${path}[${index}]`)}</div>
              {index > 0 && (
                <button
                  type="button"
                  className="quiet icon-only"
                  aria-label={t.earlier(label, index + 1)}
                  onClick={() => set(earlier(index))}
                >
                  ↑
                </button>
              )}
              <button
                type="button"
                className="quiet icon-only"
                aria-label={t.removeFrom(label, index + 1)}
                onClick={() => set(items.length === 1 ? undefined : without(index))}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <button type="button" aria-label={t.addTo(label)} onClick={() => set([...items, fresh])}>
          <Icon name="plus" /> {t.add}
        </button>
      </div>
    </Group>
  );
}

export function SpanList({ path, label }: FieldProps) {
  const t = useTexts(ruleWords);
  return (
    <Items path={path} label={label} fresh="PT2H">
      {(item) => <SpanField path={item} label={t.ahead} />}
    </Items>
  );
}
