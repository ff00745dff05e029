import { createContext, use } from 'react';
import type { ViewerQuery } from '../generated/operations.js';

export type Viewer = ViewerQuery['viewer'];
export type Role = Viewer['role'];

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in; only below the sign-in. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('Nobody is signed in here');
  return viewer;
}

export const TimeZoneContext = createContext<string | null>(null);

/** By which the organisation counts days, wherever somebody looks at them; only below the sign-in. */
export function useTimeZone(): string {
  const timeZone = use(TimeZoneContext);
  if (timeZone === null) throw new Error('Nobody is signed in here');
  return timeZone;
}

const LADDER: readonly Role[] = ['SALES', 'TEAM_LEAD', 'MANAGER', 'ADMIN'];

/** Each role may all that the one before may. */
export const isAtLeast = (role: Role, least: Role): boolean => LADDER.indexOf(role) >= LADDER.indexOf(least);
