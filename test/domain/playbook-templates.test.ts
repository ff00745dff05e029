import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkPlaybook } from '../../domain/playbook/check.js';
import { namedRules } from '../../domain/pool/draft.js';
import { playbookTemplates } from '../../api/queries/playbook-templates.js';
import { DEFAULT_POOLS } from '../support/files.js';

const templates = playbookTemplates().map((definition) => [definition.key, definition] as const);

describe('playbooks of other trades', () => {
  test('are three: building materials, a training school of eight stages, SaaS', () => {
    expect(templates.map(([key, { stages }]) => [key, stages.length])).toEqual([
      ['building-materials', 8],
      ['training-school', 8],
      ['saas', 8],
    ]);
  });

  test.each(templates)(
    '%s passes the check without an error or a warning, beside the pool as shipped',
    (_, definition) => {
      expect(checkPlaybook(definition)).toEqual([]);
      expect(checkPlaybook(definition, namedRules(DEFAULT_POOLS))).toEqual([]);
    },
  );

  test.each(templates)('%s says everything in Chinese and in English', (key) => {
    const text = readFileSync(new URL(`../../data/playbook.${key}.json`, import.meta.url), 'utf8');
    const labels = [...text.matchAll(/"zh-CN": "([^"]*)",?\s*"en": "([^"]*)"/g)];
    expect(labels).toHaveLength(text.match(/"zh-CN"/g)!.length);
    for (const [, chinese, english] of labels) {
      expect(english).not.toMatch(/\p{Script=Han}/u);
      expect([chinese, english]).not.toContain('');
    }
    expect(labels.filter(([, chinese]) => /\p{Script=Han}/u.test(chinese!)).length).toBeGreaterThan(labels.length - 2);
  });
});
