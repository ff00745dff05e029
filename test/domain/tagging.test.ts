import { describe, expect, test } from '@jest/globals';
import { MOST_TAGS, tagsFor, unitedTags, type TaggedFacts, type TagRule } from '../../domain/lead/tagging.js';

const arrived = (over: Partial<TaggedFacts> = {}): TaggedFacts => ({
  source: { id: 'src_expo', channel: 'EVENT' },
  campaign: '春季展会',
  productInterest: '岩棉板 50mm',
  region: '浙江杭州',
  message: '请发一份ＶＩＰ报价',
  ...over,
});
const tagged = (over: Partial<TagRule>, facts = arrived()) => tagsFor(facts, { rules: [{ tags: ['命中'], ...over }] });

describe('L2: tag rules are data', () => {
  test.each([
    ['its source', { sourceIds: ['src_web', 'src_expo'] }],
    ['its channel', { channels: ['EVENT'] }],
    ['its campaign', { campaigns: ['春季展会'] }],
    ['part of the product', { products: ['岩棉'] }],
    ['part of the region', { regions: ['上海', '杭州'] }],
    ['a word of the message, in whatever width and case', { words: ['vip'] }],
    ['all of it', { channels: ['EVENT'], words: ['报价'] }],
  ])('a rule fits by %s', (_, when) => {
    expect(tagged({ when })).toEqual(['命中']);
  });

  test.each([
    ['another source', { sourceIds: ['src_web'] }],
    ['another channel', { channels: ['event'] }],
    ['part of a campaign only', { campaigns: ['春季'] }],
    ['a word that nobody wrote', { words: ['退款'] }],
    ['one of two that are asked for', { channels: ['EVENT'], words: ['退款'] }],
  ])('a rule doesn’t fit by %s', (_, when) => {
    expect(tagged({ when })).toEqual([]);
  });

  test.each([
    ['campaigns', { campaigns: ['春季展会'] }],
    ['products', { products: ['岩棉'] }],
    ['regions', { regions: ['杭州'] }],
    ['words', { words: ['报价'] }],
  ])('what wasn’t said fits no %s', (_, when) => {
    const silent = arrived({ campaign: null, productInterest: null, region: null, message: null });
    expect(tagged({ when }, silent)).toEqual([]);
  });

  test('every rule that fits counts, each tag once; without a condition it always fits', () => {
    const rules = [
      { tags: ['展会', '建材'] },
      { tags: ['询价', '建材'], when: { words: ['报价'] } },
      { tags: ['退款'], when: { words: ['退款'] } },
    ];
    expect(tagsFor(arrived(), { rules })).toEqual(['展会', '建材', '询价']);
  });

  test('one carries so many tags and no more, but keeps those that were there', () => {
    const many = Array.from({ length: 80 }, (_, n) => `t${n}`);
    expect(unitedTags(['老'], many)).toEqual(['老', ...many.slice(0, MOST_TAGS - 1)]);
    expect(unitedTags(many, ['新'])).toEqual(many);
  });
});
