interface Props {
  readonly label: string;
  readonly done: number;
  /** Null: not known yet. */
  readonly total: number | null;
}

/** How far a long piece of work has come. */
export const Progress = ({ label, done, total }: Props) => (
  <label className="small">
    {label}
    <progress {...(total !== null && { value: done, max: Math.max(total, 1) })} />
  </label>
);
