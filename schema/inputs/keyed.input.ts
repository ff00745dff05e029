import { InputType } from 'type-graphql';
import { OptionalText } from './limits.js';

/** What every mutation's input has in common. */
@InputType()
export abstract class KeyedInput {
  @OptionalText(
    255,
    'Makes the call safe to repeat: for at least 24 hours the same key of the same caller and mutation gets the first answer again and changes nothing; with another input it is refused with IDEMPOTENCY_MISMATCH. Null or empty: not safe to repeat.',
  )
  idempotencyKey?: string | null;
}
