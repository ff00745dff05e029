import type { Viewer } from '../../domain/policy.js';

/** Whoever sees everything: for what is read before it is known who will be told of it, and may be. */
export const EVERYBODY: Viewer = {
  id: '',
  role: 'MANAGER',
  teamId: null,
  active: true,
  onLeaveUntil: null,
  delegateId: null,
  ledTeamIds: [],
};
