interface ChipsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
  readonly isDisabled?: boolean;
}

/** One of few, each a tap away. */
export function Chips<Value extends string>({ label, options, chosen, onChoose, isDisabled }: ChipsProps<Value>) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map(({ value, text }) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={chosen === value}
          disabled={isDisabled}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
