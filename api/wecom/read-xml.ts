import { XMLParser } from 'fast-xml-parser';
import type { WecomFields } from '../../domain/lead/wecom.js';

/** Flat messages only, each field a text: no entities, no attributes, nothing guessed to be a number. */
const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 8,
});

/** The fields of a message of WeCom, or null where it isn't one. What declares a document type is refused unread. */
export function fieldsOfXml(text: string): WecomFields | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
  try {
    const { xml } = parser.parse(text, true) as { xml?: unknown };
    return typeof xml === 'object' && xml !== null && !Array.isArray(xml) ? (xml as WecomFields) : null;
  } catch {
    return null;
  }
}
