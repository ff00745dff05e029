import { useState, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  /** Made when it is unfolded; told how to fold it again. */
  readonly children: (fold: () => void) => ReactNode;
}

/** What is looked at or filled in only now and then: nothing is asked for it before. */
export function Folded({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && children(() => setOpen(false))}
    </details>
  );
}
