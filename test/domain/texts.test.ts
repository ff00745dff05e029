import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { at, message, render, span } from '../../domain/message.js';
import { CONDITION_CODES } from '../../domain/playbook/conditions.js';
import { IDLE_SINCE } from '../../domain/playbook/playbook.js';
import { REFUSAL_CODES } from '../../domain/refusal.js';
import { TEXTS, type TextCode } from '../../domain/texts.js';

const CODES = Object.keys(TEXTS) as TextCode[];
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('N3: every sentence in both languages', () => {
  test.each(CODES)('%s: with the same parameters, and no stray brace', (code) => {
    const { 'zh-CN': chinese, en } = TEXTS[code];
    expect(new Set(placesIn(chinese))).toEqual(new Set(placesIn(en)));
    for (const text of [chinese, en]) {
      expect(text.trim()).toBe(text);
      expect(text.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]|^$/);
    }
    expect(chinese).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  test.each([
    ...REFUSAL_CODES,
    ...CONDITION_CODES.flatMap((code) => [`UNMET_${code}`, `GUIDE_${code}`]),
    ...IDLE_SINCE.flatMap((since) => [`BECAUSE_IDLE_MOVE_${since}`, `BECAUSE_IDLE_ESCALATE_${since}`]),
    ...[...IDLE_SINCE, 'LONGEST_HOLD'].flatMap((since) => [`BECAUSE_RECLAIM_${since}`, `BECAUSE_WARNING_${since}`]),
  ])('%s is there', (code) => {
    expect(CODES).toContain(code);
  });

  test('none is unused', () => {
    const sources = ['domain', 'commands', 'schema', 'api', 'jobs'].flatMap(sourcesBelow).join('\n');
    const built = [
      ...REFUSAL_CODES,
      ...CODES.filter((code) =>
        /^(UNMET|GUIDE|BECAUSE_IDLE_(MOVE|ESCALATE)|BECAUSE_(RECLAIM|WARNING)|PUSH_NAMELESS|CHANNEL_BAD)_/.test(code),
      ),
    ];
    const named = (code: string) => new RegExp(`['"\`]${code}['"\`]`).test(sources);
    const unused = CODES.filter(
      (code) => !(built as string[]).includes(code) && !named(code.replace(/^PLAYBOOK_/, '')) && !named(code),
    );
    expect(unused).toEqual([]);
  });
});

describe('rendering', () => {
  const zone = 'Asia/Shanghai';

  test('fills in words, instants in the organisation’s zone, spans and labels, in the reader’s language', () => {
    const text = message('BECAUSE_ESCALATION', {
      purpose: { 'zh-CN': '回访', en: 'Call back' },
      due: at(new Date('2026-03-04T02:00:00Z')),
      span: span('PT4H'),
    });
    expect(render(text, 'ZH_CN', zone)).toBe('“回访”已于 2026-03-04 10:00 到期，4小时内无人处理');
    expect(render(text, 'EN', zone)).toBe('“Call back” was due at 2026-03-04 10:00 and nobody reacted within 4 hours');
  });

  test('takes what a person typed as it is', () => {
    expect(render(message('UNKNOWN_STAGE', { code: '$& {count} $1' }), 'EN', zone)).toContain('$& {count} $1');
  });
});

function sourcesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sourcesBelow(path);
    const isSource =
      path.endsWith('.ts') &&
      !['domain/texts.ts', 'domain/refusal.ts', 'domain/playbook/check-texts.ts'].includes(path);
    return isSource ? [readFileSync(path, 'utf8')] : [];
  });
}
