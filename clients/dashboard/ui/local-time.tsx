interface Props {
  readonly label: string;
  /** An instant. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isDisabled?: boolean;
}

/** An instant as the clock on the wall says it. */
export function LocalTime({ label, value, onChange, isDisabled }: Props) {
  return (
    <label className="small">
      {label}
      <input
        type="datetime-local"
        value={onTheWall(value)}
        disabled={isDisabled}
        onChange={({ target }) => onChange(instantIn(target.value))}
      />
    </label>
  );
}

/** What such an input shows of an instant. */
export function onTheWall(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that such an input was given. */
export const instantIn = (text: string): string | null => (text ? new Date(text).toISOString() : null);
