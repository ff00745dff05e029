import type { Role } from '../../connection/viewer.js';
import type { CreateUserInput, Locale, PersonShownFragment, UpdateUserInput } from '../../generated/operations.js';
import { said, saidOrNull } from '../../ui/form.js';
import { instantIn, onTheWall } from '../../ui/local-time.js';

export type PersonInput = CreateUserInput & Pick<UpdateUserInput, 'onLeaveUntil' | 'delegateId'>;

/** What is not asked of somebody new isn't given either. */
export function personIn(given: FormData): PersonInput {
  const password = said(given, 'password');
  return {
    name: said(given, 'name'),
    email: saidOrNull(given, 'email'),
    phone: saidOrNull(given, 'phone'),
    wecomUserId: saidOrNull(given, 'wecomUserId'),
    role: said(given, 'role') as Role,
    teamId: saidOrNull(given, 'teamId'),
    locale: said(given, 'locale') as Locale,
    ...(password && { password }),
    ...(given.has('onLeaveUntil') && {
      onLeaveUntil: instantIn(said(given, 'onLeaveUntil')),
      delegateId: saidOrNull(given, 'delegateId'),
    }),
  };
}

/** What the form gives of somebody where nothing is changed. */
export const asShown = (person: PersonShownFragment): PersonInput => ({
  name: person.name,
  email: person.email,
  phone: person.phone,
  wecomUserId: person.wecomUserId,
  role: person.role,
  teamId: person.team?.id ?? null,
  locale: person.locale,
  onLeaveUntil: instantIn(onTheWall(person.onLeaveUntil)),
  delegateId: person.delegate?.id ?? null,
});
