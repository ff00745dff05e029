import { WHO } from '../domain/lead/intake.js';
import { CODE_FIELDS } from '../domain/lead/wechat.js';
import { CONTACT, LINE, NAME, NOTE, TAG, TAGS } from './inputs/limits.js';

const text = (maxLength: number, description: string) => ({ type: ['string', 'null'], maxLength, description });

const SAYS_WHO = [...WHO, ...CODE_FIELDS];

/** What a source delivers, published at GET /intake/schema.json. Its names are those before the source's own field mapping. */
export const INTAKE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A lead delivered to POST /intake/{key}',
  description:
    'At least a name, a company or one way to get in touch. Fields that are not named here are kept with the arrival. A source may map names of its own to these.',
  type: 'object',
  properties: {
    externalId: text(
      LINE,
      'Your own id of this delivery; the same one again gets the first answer and creates nothing.',
    ),
    name: text(NAME, 'Name of the person.'),
    company: text(LINE, 'Company.'),
    phone: {
      type: ['string', 'number', 'null'],
      maxLength: CONTACT,
      description: 'Phone number in any spelling; without a country code it is a Chinese one.',
    },
    email: text(CONTACT, 'E-mail address.'),
    wechat: text(CONTACT, 'WeChat id.'),
    unionId: text(CONTACT, "The person's unionid on the WeChat open platform."),
    wecomExternalUserId: text(CONTACT, "The person's external_userid in WeCom."),
    productInterest: text(LINE, 'The product they asked about.'),
    region: text(NAME, 'Where they are.'),
    campaign: text(LINE, 'Marketing campaign.'),
    tags: {
      description: 'Tags, added to those of the source: a list, or one text with commas.',
      oneOf: [
        { type: 'array', maxItems: TAGS, items: { type: 'string', maxLength: TAG } },
        { type: ['string', 'null'] },
      ],
    },
    message: text(NOTE, 'What they wrote.'),
    consented: {
      type: ['boolean', 'string', 'number', 'null'],
      description: 'They ticked that they agree to be written to: true, on, 1, yes or 是. Left out: not said.',
    },
    customFields: {
      type: ['object', 'null'],
      description:
        'The organisation’s own fields that leads have, by their codes; in a form as customFields.code. Codes that there are not are kept with the arrival.',
    },
    phoneCode: text(
      512,
      'Mini-program sources: the code of getPhoneNumber, good once; the number behind it goes before `phone`.',
    ),
    loginCode: text(512, 'Mini-program sources: the code of wx.login, good once; tells openid and unionid.'),
  },
  anyOf: SAYS_WHO.map((field) => ({ required: [field] })),
  additionalProperties: true,
} as const;
