import type { FunnelInput, FunnelMode } from '../../../generated/operations.js';
import { useTimeZone } from '../../../connection/viewer.js';
import { filtersIn, inputOf, useFilters } from '../filters.js';

/** How the funnel is counted, as the address says it. */
export function useFunnelChoice() {
  const { params, choose } = useFilters();
  const input = funnelInput(params, useTimeZone());
  return { params, choose, input, mode: modeIn(params), isGrouped: isGroupedIn(params) };
}

/** The funnel that the address asks for. A picture of now has no window. */
export function funnelInput(params: URLSearchParams, timeZone: string): FunnelInput {
  const { from, to, ...whose } = inputOf(filtersIn(params, timeZone), timeZone);
  const mode = modeIn(params);
  return { mode, grouped: isGroupedIn(params), ...(mode !== 'SNAPSHOT' && { from, to }), ...whose };
}

const isGroupedIn = (params: URLSearchParams): boolean => params.get('steps') === 'groups';

function modeIn(params: URLSearchParams): FunnelMode {
  const mode = params.get('mode');
  return mode === 'SNAPSHOT' || mode === 'PERIOD_FLOW' ? mode : 'COHORT';
}
