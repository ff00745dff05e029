import { zipOf } from './zip.js';

/** A cell as a workbook has it: a text, a number, a formula with the value it last had, or an error. */
export type Cell = string | number | { readonly f: string; readonly v?: string } | { readonly e: string };

/** A workbook of one sheet, its texts shared as Excel does. */
export function aWorkbook(rows: readonly (readonly Cell[])[], more: Readonly<Record<string, string>> = {}) {
  const texts: string[] = [];
  const sheet = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((one, at) => cell(one, row, at, texts)).join('')}</row>`,
  );
  return zipOf({
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${REL}"><sheets><sheet name="客户" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${NS}><sheetData>${sheet.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst ${NS}>${texts.map((text) => `<si><t>${escaped(text.slice(0, 1))}</t><r><t xml:space="preserve">${escaped(text.slice(1))}</t></r><rPh><t>拼音</t></rPh></si>`).join('')}</sst>`,
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    ...more,
  });
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function cell(value: Cell, row: number, at: number, texts: string[]): string {
  const r = `r="${String.fromCharCode(65 + at)}${row + 1}"`;
  if (value === '') return '';
  if (typeof value === 'number') return `<c ${r}><v>${value}</v></c>`;
  if (typeof value === 'string') return `<c ${r} t="s"><v>${texts.push(value) - 1}</v></c>`;
  if ('e' in value) return `<c ${r} t="e"><v>${value.e}</v></c>`;
  return `<c ${r} t="str"><f>${escaped(value.f)}</f><v>${escaped(value.v ?? '')}</v></c>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
