import { after, event, set, type Changes } from '../change.js';
import type { CustomValues } from '../custom-field/custom-field.js';
import { withCustomValues } from '../custom-field/record.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { mayTidy } from '../policy.js';
import type { DuplicateStanding } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { foldCompany, identitiesOf, type Identity } from './identity.js';
import { isOpen, type Lead, type LeadFile } from './lead.js';
import { movedTo, type Place } from './place.js';
import { broughtTo, scored } from './rescore.js';
import type { LeadScore } from './scoring.js';

/** What is to change. Left out: unchanged; null: cleared. */
export interface LeadUpdate {
  readonly name?: string | null;
  readonly company?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly productInterest?: string | null;
  readonly region?: string | null;
  readonly tags?: readonly string[] | null;
  /** By code; codes left out stay. */
  readonly customFields?: CustomValues | null;
}

interface Known {
  readonly identities: readonly Identity[];
  readonly duplicate: DuplicateStanding | null;
  /** With what is known afterwards. */
  readonly score: LeadScore;
  /** Who gets it, where the score brings it to somebody. */
  readonly place: Place | null;
}

/** Corrects what is known of a lead; one that becomes promising in the pool is somebody's at once. Keeping data tidy moves no clock. */
export function decideUpdateLead(file: LeadFile, update: LeadUpdate, known: Known, call: Call): Decision {
  const { lead } = file;
  if (!isOpen(lead)) return refuse({ code: 'ALREADY_CLOSED' });
  if (call.by !== null && !mayTidy(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  if (known.duplicate) return refuse({ code: 'DUPLICATE', standing: known.duplicate });
  const theirs = movedTo(file, known.place);
  const changed = tidied(file, update);
  const rescored = scored(file, known.score);
  const marks = { identities: known.identities, of: { leadId: lead.id }, insteadOf: identitiesOf(lead) };
  const changes: Changes = [...changed, marks, ...rescored];
  const brought = known.place ? broughtTo(after(theirs, changes), known.place, call) : [];
  return acceptFor(theirs, [...changes, ...brought], call, {});
}

/** The lead as it will be: each text trimmed, blank ones cleared. */
export function updated({ lead, fields }: LeadFile, update: LeadUpdate): Lead {
  const { name, tags, customFields } = update;
  if (name !== undefined && !name?.trim()) throw badInput('name', message('REQUIRED'));
  const given = TEXTS.flatMap((field) => (update[field] === undefined ? [] : [[field, update[field]?.trim() || null]]));
  const after = { ...lead, ...(Object.fromEntries(given) as Partial<Lead>) };
  return {
    ...after,
    name: name?.trim() ?? lead.name,
    tags: tags === undefined ? lead.tags : [...new Set(tags ?? [])],
    customFields: withCustomValues(customFields ?? {}, { fields, on: 'LEAD', known: lead.customFields }),
    companyFolded: after.company === null ? null : foldCompany(after.company),
  };
}

const TEXTS = ['company', 'phone', 'email', 'wechat', 'productInterest', 'region'] as const;

const FIELDS = ['name', 'companyFolded', 'tags', 'customFields', ...TEXTS] as const satisfies readonly (keyof Lead)[];

function tidied(file: LeadFile, update: LeadUpdate): Changes {
  const { lead } = file;
  const wanted = updated(file, update);
  const fields = FIELDS.filter((field) => JSON.stringify(lead[field]) !== JSON.stringify(wanted[field]));
  if (fields.length === 0) return [];
  const to = Object.fromEntries(fields.map((field) => [field, wanted[field]])) as Partial<Lead>;
  return [set('Lead', lead.id, to), event('LEAD_CHANGED', { leadId: lead.id })];
}
