import type { ReactNode } from 'react';
import type { Refusal } from '../connection/refusal.js';

interface Props {
  readonly refusal: Refusal;
  /** What didn't happen. */
  readonly children?: ReactNode;
}

/** Why the business said no, and all that is missing, where it was asked. */
export function Refused({ refusal, children }: Props) {
  return (
    <div className="notice bad" role="alert">
      {children}
      {refusal.message}
      {refusal.__typename === 'ConditionsUnmet' && (
        <ul className="points">
          {refusal.unmet.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
