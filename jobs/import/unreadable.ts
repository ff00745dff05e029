/** A file that isn't what its ending says, or breaks the bounds of what is read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
