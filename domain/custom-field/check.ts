import { badInputs } from '../decision.js';
import { message, sameInBoth, type Label } from '../message.js';
import type { InputProblem } from '../refusal.js';
import { CUSTOM_FIELDS_SCHEMA } from '../settings/schemas.js';
import { shape, shaped } from '../settings/shape.js';
import type { CustomField, CustomFieldOption } from './custom-field.js';

/** A field as it is given: an option may be a text, which is its code and its name. */
type GivenField = Omit<CustomField, 'options'> & { readonly options?: readonly (string | CustomFieldOption)[] };

const areFields = shape<readonly GivenField[]>(CUSTOM_FIELDS_SCHEMA);

/** Custom fields as they may be; everything that is wrong with them is told at once. */
export function checkCustomFields(value: unknown): readonly CustomField[] {
  const fields = shaped(areFields, value, 'customFields').map(completed);
  const problems = [
    ...twice(
      fields.map(({ code }) => code),
      (index) => `customFields[${index}].code`,
    ),
    ...labelsTwice(fields, (index) => `customFields[${index}].label`),
    ...fields.flatMap((field, index) => optionProblems(field, `customFields[${index}].options`)),
  ];
  if (problems.length > 0) throw badInputs(problems);
  return fields;
}

function completed({ options, archived, ...field }: GivenField): CustomField {
  const asOption = (option: string | CustomFieldOption): CustomFieldOption =>
    typeof option === 'string' ? { code: option.trim(), label: sameInBoth(option.trim()) } : option;
  return { ...field, ...(options && { options: options.map(asOption) }), ...(archived && { archived }) };
}

function optionProblems({ type, options }: CustomField, path: string): readonly InputProblem[] {
  const isChosen = type === 'OPTION' || type === 'MULTI_OPTION';
  if (!isChosen) return options ? [{ field: path, text: message('CUSTOM_FIELD_OPTIONS_UNUSED') }] : [];
  if (!options?.some(({ archived }) => !archived))
    return [{ field: path, text: message('CUSTOM_FIELD_OPTIONS_MISSING') }];
  const codes = options.map(({ code }) => code);
  return [
    ...twice(codes, (index) => `${path}[${index}].code`),
    ...labelsTwice(options, (index) => `${path}[${index}].label`),
  ];
}

function twice(codes: readonly string[], pathAt: (index: number) => string): readonly InputProblem[] {
  return codes.flatMap((code, index) =>
    codes.indexOf(code) === index ? [] : [{ field: pathAt(index), text: message('PLAYBOOK_DUPLICATE_CODE', { code }) }],
  );
}

/** People and imported files tell them apart by their names. */
function labelsTwice(
  named: readonly { readonly label: Label; readonly archived?: boolean }[],
  pathAt: (index: number) => string,
): readonly InputProblem[] {
  return (['zh-CN', 'en'] as const).flatMap((locale) => {
    const labels = named.map(({ label, archived }) => (archived ? null : label[locale]));
    return labels.flatMap((label, index) =>
      label === null || labels.indexOf(label) === index
        ? []
        : [{ field: `${pathAt(index)}.${locale}`, text: message('CUSTOM_FIELD_LABEL_TWICE', { label }) }],
    );
  });
}
