/** The ladder of rights: each role may all that the ones before it may. */
export const ROLES = ['SALES', 'TEAM_LEAD', 'MANAGER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

export const LOCALES = ['ZH_CN', 'EN'] as const;
export type Locale = (typeof LOCALES)[number];

/** Somebody who signs in, as far as decisions need to know them. */
export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly teamId: string | null;
  readonly active: boolean;
  readonly onLeaveUntil: Date | null;
  readonly delegateId: string | null;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly leadId: string | null;
  readonly playbookId: string;
  /** Whose turn it was last, where leads go round robin. */
  readonly lastAssignedId: string | null;
}

export const isAtLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);
