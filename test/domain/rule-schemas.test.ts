import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

test.each(['playbook', 'pool'])('Editors tell what every part of a %s means', (name) => {
  const file = readFileSync(new URL(`../../data/${name}.schema.json`, import.meta.url), 'utf8');
  const schema = JSON.parse(file) as Schema;
  const { $defs = {} } = schema;
  const described = ({ description, $ref }: Schema) => description ?? $defs[$ref?.split('/').at(-1) ?? '']?.description;
  const undescribed = (at: string, { properties = {} }: Schema): readonly string[] =>
    Object.entries(properties).flatMap(([key, part]) => [
      ...(described(part) ? [] : [`${at}.${key}`]),
      ...undescribed(`${at}.${key}`, part),
    ]);
  expect(Object.entries({ [name]: schema, ...$defs }).flatMap(([key, part]) => undescribed(key, part))).toEqual([]);
});
