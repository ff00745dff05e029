import type { AnyVariables, TypedDocumentNode } from 'urql';
import {
  BehindArmDocument,
  BehindChannelDocument,
  BehindFunnelStepDocument,
  BehindHourDocument,
  BehindNeglectDocument,
  BehindPerformanceDocument,
  BehindReasonDocument,
  BehindStageDocument,
  type CustomersListedFragment,
  type LeadsListedFragment,
} from '../../../generated/operations.js';
import { channelTitle } from '../../../language/channels.js';
import { filtersIn, inputOf } from '../filters.js';
import { funnelInput } from '../funnel/choice.js';
import { channelKey } from './names.js';
import type { BehindList, Names, Spec } from './use-behind.js';

/** The one that the address names. */
export function specOf(params: URLSearchParams, ofLeads: boolean, timeZone: string): Spec {
  const of = params.get('of') as keyof typeof SPECS;
  return (SPECS[of] ?? SPECS.funnel)({
    said: (name) => params.get(name) ?? '',
    ofLeads,
    input: inputOf(filtersIn(params, timeZone), timeZone),
    funnel: funnelInput(params, timeZone),
  });
}

interface Asking {
  readonly said: (name: string) => string;
  readonly ofLeads: boolean;
  readonly input: ReturnType<typeof inputOf>;
  readonly funnel: ReturnType<typeof funnelInput>;
}

interface Lists {
  readonly customers?: CustomersListedFragment | null;
  readonly leads?: LeadsListedFragment | null;
}

const listed = (title: string, lists: Lists | null | undefined): BehindList => ({
  title,
  customers: lists?.customers ?? null,
  leads: lists?.leads ?? null,
});

/** The compiler sees that what is read is what was asked for; from there on it is one kind like the others. */
function spec<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: object,
  read: (data: Data, names: Names) => BehindList,
): Spec {
  return { document: document as unknown as Spec['document'], variables, read: read };
}

const SPECS = {
  funnel: ({ said, funnel, ofLeads }: Asking) =>
    spec(BehindFunnelStepDocument, { input: funnel, code: said('code'), ofLeads }, ({ funnel: { steps } }) =>
      listed(steps[0]?.label ?? said('code'), steps[0]),
    ),
  performance: ({ said, ofLeads, input }: Asking) =>
    spec(
      BehindPerformanceDocument,
      { input: { ...input, userIds: [said('person')] }, number: said('number'), ofLeads },
      ({ performance: { rows } }, names) => {
        const row = rows[0];
        const title = [row?.user.name, names[said('number')]].filter(Boolean).join(' · ');
        return listed(title, { customers: row?.customersBehind ?? null, leads: row?.leadsBehind ?? null });
      },
    ),
  hour: ({ said, ofLeads, input }: Asking) =>
    spec(
      BehindHourDocument,
      { input, weekday: Number(said('weekday')), hour: Number(said('hour')), ofLeads },
      ({ followUpHeatmap: { cells } }, names) =>
        listed(`${names['cell']} · ${said('weekday')} / ${said('hour')}:00`, cells[0]),
    ),
  neglect: ({ said, input }: Asking) =>
    spec(
      BehindNeglectDocument,
      { input: { ...input, userIds: [said('person')] }, bucket: said('bucket') },
      ({ neglectHeatmap: { cells } }, names) =>
        listed([cells[0]?.owner.name, names[said('bucket')]].filter(Boolean).join(' · '), cells[0]),
    ),
  stage: ({ said, input }: Asking) =>
    spec(
      BehindStageDocument,
      { month: said('month'), teamId: input.teamIds?.[0] ?? null, code: said('code'), number: said('number') },
      ({ stageReview: { stages } }, names) =>
        listed([stages[0]?.stage.label, names[said('number')], said('month')].filter(Boolean).join(' · '), {
          customers: stages[0]?.customersBehind ?? null,
        }),
    ),
  arm: ({ said }: Asking) => {
    const window = { from: said('began'), to: said('ended') };
    const of = (teamId: string) => ({ ...window, teamIds: [teamId] });
    return spec(
      BehindArmDocument,
      { input: { a: of(said('a')), b: of(said('b')) }, number: said('number'), isControl: said('arm') === 'b' },
      ({ pilotComparison: { a, b } }, names) =>
        listed(names[said('number')] ?? '', { customers: (a ?? b)?.customersBehind ?? null }),
    );
  },
  channel: ({ said, input }: Asking) =>
    spec(
      BehindChannelDocument,
      { input: { ...input, sourceIds: [said('source')] }, number: said('number') },
      ({ channelReport: { rows } }, names) => {
        const row = rows.find((one) => one.channel === said('channel') && (one.campaign ?? '') === said('campaign'));
        const channel = names[channelKey(said('channel'))] ?? said('channel');
        const title = channelTitle(row?.source.name, row && channel, row?.campaign, names[said('number')]);
        return listed(title, { leads: row?.leadsBehind ?? null });
      },
    ),
  reason: ({ said, input }: Asking) =>
    spec(BehindReasonDocument, { input }, ({ reasonReport: { rows } }, names) => {
      const row = rows.find(
        ({ outcome, reason, stage, source, user }) =>
          outcome === said('outcome') &&
          reason === said('reason') &&
          (stage?.code ?? '') === said('stage') &&
          (source?.id ?? '') === said('source') &&
          (user?.id ?? '') === said('by'),
      );
      return listed(`${names['reason']} · ${row?.reasonLabel ?? names['noReason']}`, row);
    }),
};
