import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Unreadable } from './unreadable.js';

/** One step through a document: a tag opens, text stands, or a tag closes. */
export interface Tag {
  readonly open?: SaxesTagPlain;
  readonly text?: string;
  readonly close?: SaxesTagPlain;
}

/** What the parser keeps until a tag or text is complete; no cell is longer. */
const LONGEST_STEP_BYTES = 1024 ** 2;

/** Walks through XML as it arrives; entities of its own making are an error, so none can unfold. */
export async function* walkXml(bytes: Readable): AsyncGenerator<Tag> {
  const decoder = new TextDecoder('utf-8');
  const parser = new SaxesParser({ xmlns: false });
  let steps: Tag[] = [];
  let pending = 0;
  parser.on('opentag', (open) => steps.push({ open }));
  parser.on('text', (text) => steps.push({ text }));
  parser.on('cdata', (text) => steps.push({ text }));
  parser.on('closetag', (close) => steps.push({ close }));
  parser.on('error', (error) => {
    throw new Unreadable(error.message);
  });
  try {
    for await (const chunk of bytes) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }));
      pending = steps.length > 0 ? 0 : pending + (chunk as Buffer).length;
      if (pending > LONGEST_STEP_BYTES) throw new Unreadable('XML');
      yield* steps;
      steps = [];
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable((error as Error).message);
  } finally {
    bytes.destroy();
  }
}

/** Without the prefix, which programs choose freely. */
export const localName = ({ name }: SaxesTagPlain): string => name.slice(name.indexOf(':') + 1);
