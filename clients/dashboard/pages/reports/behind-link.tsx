import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';

interface Props {
  /** Which number: what the page behind it reads, besides the filters. */
  readonly of: Readonly<Record<string, string>>;
  /** Nobody stands behind 0. */
  readonly count: number;
  readonly children: ReactNode;
}

/** A number that opens to those whom it counts. */
export function Behind({ of, count, children }: Props) {
  const [params] = useSearchParams();
  return count === 0 ? <span>{children}</span> : <Link href={behindHref(params, of)}>{children}</Link>;
}

export function behindHref(params: URLSearchParams, of: Props['of']): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(of)) next.set(name, value);
  return `/reports/behind?${next.toString()}`;
}
