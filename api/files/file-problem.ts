import type { Message } from '../../domain/message.js';

/** Why a file isn't taken or given, with the HTTP status that says so. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
  constructor(
    readonly status: number,
    readonly text: Message,
  ) {
    super(text.code);
  }
}
