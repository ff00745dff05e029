/** A file that somebody uploaded, as far as decisions need to know it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly byId: string | null;
  /** Null until its bytes have arrived and were checked. */
  readonly uploadedAt: Date | null;
  /** Null while nothing refers to it. */
  readonly attachedAt: Date | null;
}
