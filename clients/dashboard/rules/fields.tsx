import { useState, type ReactNode } from 'react';
import { useTexts } from '../language/texts.js';
import { listOf, textOf } from './definition.js';
import { usePlace } from './editing.js';
import { Problems, told } from './problems.js';
import './rules.css';
import { ruleWords } from './words.js';

export interface FieldProps {
  /** Its place in the definition; it is its id as well, so that a problem leads there. */
  readonly path: string;
  readonly label: string;
}

interface TextProps extends FieldProps {
  /** Empty is left out. */
  readonly isOptional?: boolean;
  readonly isLong?: boolean;
}

export function TextField({ path, label, isOptional = false, isLong = false }: TextProps) {
  const { value, set, problems } = usePlace(path);
  const field = {
    id: path,
    value: textOf(value),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      set(isOptional && target.value === '' ? undefined : target.value),
    ...told(path, problems),
  };
  return (
    <div>
      <label>
        {label}
        {isLong ? <textarea rows={3} {...field} /> : <input {...field} />}
      </label>
      <Problems path={path} problems={problems} />
    </div>
  );
}

/** What people call something, in both languages. */
export function LabelFields({ path, label, isLong = false }: FieldProps & { readonly isLong?: boolean }) {
  const t = useTexts(ruleWords);
  return (
    <Group path={path}>
      <div className="pair">
        <TextField path={`${path}.zh-CN`} label={t.inChinese(label)} isLong={isLong} />
        <TextField path={`${path}.en`} label={t.inEnglish(label)} isLong={isLong} />
      </div>
    </Group>
  );
}

/** A whole number; empty is left out. */
export function NumberField({ path, label }: FieldProps) {
  const { value, set, problems } = usePlace(path);
  return (
    <div>
      <label>
        {label}
        <input
          id={path}
          inputMode="numeric"
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => set(numberIn(target.value))}
          {...told(path, problems)}
        />
      </label>
      <Problems path={path} problems={problems} />
    </div>
  );
}

function numberIn(text: string): number | undefined {
  const digits = text.replace(/\D/g, '');
  return digits === '' ? undefined : Number(digits);
}

interface GroupProps {
  readonly path: string;
  readonly legend?: string;
  readonly children: ReactNode;
}

/** Fields that belong together, and what is wrong with them as a whole. */
export function Group({ path, legend, children }: GroupProps) {
  const { problems } = usePlace(path);
  return (
    <fieldset className="stack tight" id={path} tabIndex={-1}>
      {legend && <legend>{legend}</legend>}
      {children}
      <Problems path={path} problems={problems} />
    </fieldset>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  /** What it means to leave it out; where this isn’t given it has to be there. */
  readonly none?: string;
}

export function SelectField({ path, label, options, none }: SelectProps) {
  const { value, set, problems } = usePlace(path);
  const given = textOf(value);
  const isKnown = given === '' || options.some((option) => option.value === given);
  return (
    <div>
      <label>
        {label}
        <select
          id={path}
          value={given}
          onChange={({ target }) => set(target.value === '' && none !== undefined ? undefined : target.value)}
          {...told(path, problems)}
        >
          {(none !== undefined || given === '') && <option value="">{none ?? ''}</option>}
          {!isKnown && <option>{given}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </label>
      <Problems path={path} problems={problems} />
    </div>
  );
}

/** Yes, or left out. */
export function CheckField({ path, label }: FieldProps) {
  const { value, set, problems } = usePlace(path);
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          id={path}
          checked={value === true}
          onChange={({ target }) => set(target.checked || undefined)}
          {...told(path, problems)}
        />
        {label}
      </label>
      <Problems path={path} problems={problems} />
    </div>
  );
}

interface ChoiceProps extends FieldProps {
  readonly options: readonly Option[];
}

/** Any of several, in the order in which they are chosen; what is chosen and isn’t among them can be taken out. */
export function ChoiceField({ path, label, options }: ChoiceProps) {
  const { value, set, allProblems } = usePlace(path);
  const chosen = listOf(value);
  const others = chosen
    .filter((one) => !options.some((option) => option.value === one))
    .map((one) => ({ value: one, text: typeof one === 'string' ? one : JSON.stringify(one) }));
  const toggle = (one: unknown) =>
    set(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <fieldset id={path} tabIndex={-1} {...told(path, allProblems)}>
      <legend>{label}</legend>
      <div className="chips">
        {[...options, ...others].map((option, index) => (
          <button
            key={index}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(option.value)}
            onClick={() => toggle(option.value)}
          >
            {option.text}
          </button>
        ))}
      </div>
      <Problems path={path} problems={allProblems} />
    </fieldset>
  );
}

/** A code that others refer to: taken over when it is written, not letter by letter. */
export function CodeField({ path, label, onCode }: FieldProps & { readonly onCode: (code: string) => void }) {
  const { value, problems } = usePlace(path);
  const code = textOf(value);
  const [typed, type] = useState({ code, text: code });
  if (typed.code !== code) type({ code, text: code });
  const take = () => typed.text !== code && onCode(typed.text);
  return (
    <div>
      <label>
        {label}
        <input
          id={path}
          value={typed.text}
          onChange={({ target }) => type({ code, text: target.value })}
          onBlur={take}
          onKeyDown={({ key }) => key === 'Enter' && take()}
          {...told(path, problems)}
        />
      </label>
      <Problems path={path} problems={problems} />
    </div>
  );
}
