import type { ReportWindow } from '../../api/queries/reports/scope.js';
import type { Viewer } from '../../domain/policy.js';
import type { History, Holding, KnownStage } from './history-types.js';

export interface Question extends ReportWindow {
  readonly reader: Viewer;
}

/** SALES see their own, team leads what is their teams', managers everybody's; whoever stands in for somebody sees theirs as well. */
export function sees({ people }: History, reader: Viewer, ownerId: string | null): boolean {
  if (seesAll(reader)) return true;
  const acting = [reader, ...(reader.standsInFor ?? [])];
  const teamId = people.find(({ id }) => id === ownerId)?.teamId ?? null;
  return acting.some(
    (one) => one.id === ownerId || (one.role !== 'SALES' && teamId !== null && teamsOf(one).includes(teamId)),
  );
}

export const seesAll = ({ role, key }: Pick<Viewer, 'role' | 'key'>): boolean =>
  (role === 'MANAGER' || role === 'ADMIN') && !(key && key.teamIds.length > 0);

const teamsOf = ({
  teamId,
  ledTeamIds,
  key,
}: Pick<Viewer, 'teamId' | 'ledTeamIds' | 'key'>): readonly (string | null)[] => [
  ...(key ? key.teamIds : [teamId]),
  ...ledTeamIds,
];

/** Whether what is credited to this person is asked for; to nobody, only where everything is. */
export function counts(history: History, question: Question, ownerId: string | null): boolean {
  const { reader, teamIds, userIds } = question;
  if (ownerId === null) return isOfAll(question);
  const teamId = history.people.find(({ id }) => id === ownerId)?.teamId ?? null;
  return (
    sees(history, reader, ownerId) &&
    (!userIds || userIds.includes(ownerId)) &&
    (!teamIds || (teamId !== null && teamIds.includes(teamId)))
  );
}

/** Asked of all, it doesn't matter who had somebody, or whether anybody did. */
export const isOfAll = ({ reader, teamIds, userIds }: Question): boolean => seesAll(reader) && !teamIds && !userIds;

export const within = (at: Date | null, { from, to }: Pick<ReportWindow, 'from' | 'to'>): boolean =>
  at !== null && at >= from && at < to;

export const ofSources = ({ sourceIds }: Question, sourceId: string | null): boolean =>
  !sourceIds || (sourceId !== null && sourceIds.includes(sourceId));

export const under = ({ playbookId }: Question, ofPlaybook: string | null): boolean =>
  !playbookId || ofPlaybook === playbookId;

/** The customer counts by where they came from. */
export const isFrom = (history: History, question: Question, customerId: string | null): boolean =>
  ofSources(question, history.customers.find(({ id }) => id === customerId)?.sourceId ?? null);

export const stageOf = (
  { stages }: History,
  { playbookId, stage }: { playbookId: string; stage: string },
): KnownStage => stages.find((one) => one.playbookId === playbookId && one.code === stage)!;

/** Who had somebody at an instant; what happens at that very instant has happened. */
export const holdingsAt = ({ holdings }: History, subjectId: string, at: Date): readonly Holding[] =>
  holdings.filter((one) => one.subjectId === subjectId && one.at <= at && (one.until === null || one.until > at));

/** The same just before it. */
export const holdingsBefore = ({ holdings }: History, subjectId: string, at: Date): readonly Holding[] =>
  holdings.filter((one) => one.subjectId === subjectId && one.at < at && (one.until === null || one.until >= at));
