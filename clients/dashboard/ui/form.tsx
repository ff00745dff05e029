import { createContext, use, useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import type { ActOptions } from '../connection/use-act.js';
import type { Wrong } from '../connection/wrong.js';

const WrongContext = createContext<Wrong>({});

interface FormProps {
  readonly submit: string;
  readonly isBusy: boolean;
  /** Answers something where it was done: the form is empty then. `places` is for `useAct`: what is wrong shows at its field. */
  readonly onGiven: (given: FormData, places: ActOptions) => Promise<unknown>;
  readonly children: ReactNode;
}

/** A form that shows what was wrong at the field that it is about. */
export function Form({ submit, isBusy, onGiven, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const onWrong = (told: Wrong): boolean => {
    const isHere = Object.keys(told).some((name) => form.current?.elements.namedItem(name));
    if (isHere) setWrong(told);
    return isHere;
  };
  useEffect(() => {
    const [first] = Object.keys(wrong).map((name) => form.current?.elements.namedItem(name));
    if (first instanceof HTMLElement) first.focus();
  }, [wrong]);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setWrong({});
    if (await onGiven(new FormData(event.currentTarget), { onWrong })) form.current?.reset();
  };
  return (
    <WrongContext value={wrong}>
      <form ref={form} className="stack inset" onSubmit={(event) => void send(event)}>
        {children}
        <button type="submit" className="primary" disabled={isBusy}>
          {submit}
        </button>
      </form>
    </WrongContext>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** The input, which has to be given all of these. */
  readonly children: (input: Input) => ReactNode;
}

interface Input {
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** What is asked for, what it is for, and what was wrong with it. */
export function Field({ name, label, hint, children }: FieldProps) {
  const note = useNote(name, hint);
  return (
    <div>
      <label>
        {label}
        {children({
          name,
          ...(note && { 'aria-describedby': note.id }),
          ...(note?.isWrong && { 'aria-invalid': true }),
        })}
      </label>
      {note?.shown}
    </div>
  );
}

/** What was wrong with a field, or else what is to be known about it. */
function useNote(name: string, hint: string | undefined) {
  const problem = use(WrongContext)[name];
  const id = useId();
  const text = problem ?? hint;
  if (text === undefined) return null;
  const isWrong = problem !== undefined;
  const shown = (
    <p id={id} className={isWrong ? 'small problem' : 'small soft'}>
      {text}
    </p>
  );
  return { id, isWrong, shown };
}

interface FieldsProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** Several inputs that are one answer. */
export function Fields({ name, label, hint, children }: FieldsProps) {
  const note = useNote(name, hint);
  return (
    <fieldset name={name} tabIndex={-1} {...(note && { 'aria-describedby': note.id })}>
      <legend>{label}</legend>
      {children}
      {note?.shown}
    </fieldset>
  );
}

interface ChoicesProps<Value extends string> extends Omit<FieldsProps, 'children'> {
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** Any of several, each a tap away. */
export function Choices<Value extends string>({ options, chosen, onChange, ...fields }: ChoicesProps<Value>) {
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <Fields {...fields}>
      <div className="chips">
        {options.map(({ value, text }) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(value)}
            onClick={() => toggle(value)}
          >
            {text}
          </button>
        ))}
      </div>
    </Fields>
  );
}

/** What was typed or chosen in a field. */
export function said(given: FormData, name: string): string {
  const value = given.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export const saidOrNull = (given: FormData, name: string): string | null => said(given, name) || null;

/** What was given otherwise than it was shown: what somebody else changes meanwhile stays. */
export const changed = <Given extends object>(shown: Given, given: Given): Partial<Given> =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(shown[name as keyof Given]),
    ),
  ) as Partial<Given>;
