import { outer } from './definition.js';

/** Opens what a place is hidden in and goes there; to what it is part of where it has no field of its own. */
export function showPlace(path: string): void {
  const place = document.getElementById(path === '' ? 'definition' : path);
  if (!place) return showPlace(outer(path));
  for (let part = place.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
    part.open = true;
  place.focus();
  place.scrollIntoView({ block: 'center' });
}
