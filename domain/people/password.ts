import { badInput } from '../decision.js';
import { message } from '../message.js';

const SHORTEST = 8;
const LONGEST = 200;

/** A password has at least 8 characters; longer ones than anybody types are refused before they are hashed. */
export function checkPassword(text: string, field = 'password'): void {
  const length = [...text].length;
  if (length < SHORTEST) throw badInput(field, message('PASSWORD_TOO_SHORT', { min: SHORTEST }));
  if (length > LONGEST) throw badInput(field, message('TOO_LONG', { max: LONGEST }));
}
