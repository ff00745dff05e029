import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SCORED_FACTS, scoreLead, type ScoringSettings } from '../../domain/lead/scoring.js';

const settings = JSON.parse(readFileSync(new URL('../../data/settings.default.json', import.meta.url), 'utf8')) as {
  scoring: ScoringSettings;
};

describe('L6 the score of a lead', () => {
  test('Everything known is the full score, and the breakdown says why', () => {
    const lead = {
      phone: '+8613800138000',
      company: '华联',
      productInterest: 'CRM',
      message: '想了解一下价格和试用的方式',
      sourceQuality: 3,
    };
    const { score, reasons } = scoreLead(lead, settings.scoring);
    expect(score).toBe(100);
    expect(reasons.map((reason) => reason.code)).toEqual(settings.scoring.rules.map((rule) => rule.code));
    expect(reasons[0]).toEqual({
      code: 'CONTACT_LEFT',
      points: 30,
      label: { 'zh-CN': '留下了联系方式', en: 'Left contact details' },
    });
  });

  test.each([
    ['nothing', {}, []],
    ['blank texts', { phone: ' ', productInterest: '', company: null }, []],
    ['any one contact detail', { wechat: 'lilei88' }, ['CONTACT_LEFT']],
    ['two contact details count once', { wechat: 'lilei88', email: 'li@example.com' }, ['CONTACT_LEFT']],
    ['a product', { productInterest: 'CRM' }, ['PRODUCT_CLEAR']],
    ['a company', { company: '华联' }, ['COMPANY_KNOWN']],
    ['a middling source', { sourceQuality: 2 }, []],
    ['a good source', { sourceQuality: 3 }, ['GOOD_CHANNEL']],
    ['ten characters', { message: '一二三四五六七八九十' }, []],
    ['eleven characters', { message: '一二三四五六七八九十😀' }, ['MESSAGE']],
  ])('%s', (_, lead, codes) => {
    expect(scoreLead(lead, settings.scoring).reasons.map((reason) => reason.code)).toEqual(codes);
  });

  test('The threshold is reached by contact details and a clear product', () => {
    const { score } = scoreLead({ phone: '+8613800138000', productInterest: 'CRM' }, settings.scoring);
    expect(score).toBeGreaterThanOrEqual(settings.scoring.threshold);
  });

  test('A rule of one’s own carries its label, takes points off, and is named by its code otherwise', () => {
    const label = { 'zh-CN': '同行', en: 'Competitor' };
    const when = { has: 'company' } as const;
    const rules = [
      { code: 'COMPETITOR', points: -50, label, when },
      { code: 'constructor', points: 5, when },
    ];
    expect(scoreLead({ company: '同行公司' }, { threshold: 60, rules })).toEqual({
      score: -45,
      reasons: [
        { code: 'COMPETITOR', points: -50, label },
        { code: 'constructor', points: 5, label: { 'zh-CN': 'constructor', en: 'constructor' } },
      ],
    });
  });

  test('The breakdown always adds up to the score', () => {
    const facts = Object.fromEntries(SCORED_FACTS.map((fact) => [fact, fc.option(fc.string())]));
    fc.assert(
      fc.property(fc.record({ ...facts, sourceQuality: fc.option(fc.nat(5)) }, { requiredKeys: [] }), (lead) => {
        const { score, reasons } = scoreLead(lead, settings.scoring);
        expect(reasons.reduce((sum, reason) => sum + reason.points, 0)).toBe(score);
      }),
    );
  });
});
