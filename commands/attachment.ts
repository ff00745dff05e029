import { badInput, notFound } from '../domain/decision.js';
import type { NewQuote } from '../domain/customer/quote.js';
import type { StoredFile } from '../domain/file/file.js';
import { message } from '../domain/message.js';
import type { Tx } from './store/tx.js';

/** A file that its uploader attaches, locked; its bytes have arrived. What something else has it for is up to the decision. */
export async function lockDocument(tx: Tx, id: string, field: string): Promise<StoredFile> {
  const file = await tx.sql
    .selectFrom('File')
    .select(['id', 'name', 'byId', 'uploadedAt', 'attachedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!file || file.byId === null || file.byId !== tx.by?.id) throw notFound(field);
  if (file.uploadedAt === null) throw badInput(field, message('FILE_NOT_UPLOADED'));
  return file;
}

/** A quote as it is asked to be recorded: its document by its id. */
export interface QuoteToRecord extends Omit<NewQuote, 'document'> {
  readonly fileId?: string | null;
}

/** What may bring a quote along. */
export type QuoteGiven<Input extends { readonly quote?: NewQuote | null }> = Omit<Input, 'quote'> & {
  readonly quote?: QuoteToRecord | null;
};

/** The quote with the document that it names, if it names one. */
export async function withDocument<Q extends QuoteToRecord>(tx: Tx, quote: Q, field: string) {
  return { ...quote, document: quote.fileId ? await lockDocument(tx, quote.fileId, field) : null };
}

/** The same for the quote of a move or a contact. */
export async function withQuoteDocument<I extends { readonly quote?: QuoteToRecord | null }>(tx: Tx, input: I) {
  return { ...input, quote: input.quote ? await withDocument(tx, input.quote, 'quote.fileId') : null };
}
