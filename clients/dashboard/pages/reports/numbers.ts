import { languageTag } from '../../language/locale.js';
import { useLocale } from '../../language/texts.js';

/** What isn't there. */
export const NOTHING = '–';

interface Part {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

/** Numbers as people read them. Null is no number, and never 0. */
export function useNumbers() {
  const tag = languageTag(useLocale());
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options);
  const whole = format({});
  const one = format({ maximumFractionDigits: 1 });
  const percent = format({ style: 'percent', maximumFractionDigits: 1 });
  const yuan = format({ style: 'currency', currency: 'CNY', maximumFractionDigits: 0 });
  const unit = (name: string) => format({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 });
  const units = { day: unit('day'), hour: unit('hour'), minute: unit('minute'), second: unit('second') };

  /** 3.5 天, 40 分钟. */
  function span(seconds: number): string {
    const size = Math.abs(seconds);
    const name = size >= 48 * HOUR ? 'day' : size >= HOUR ? 'hour' : size >= 60 ? 'minute' : 'second';
    return units[name].format(seconds / SECONDS[name]);
  }
  const orNothing =
    <T>(text: (value: T) => string) =>
    (value: T | null | undefined): string =>
      value === null || value === undefined ? NOTHING : text(value);
  return {
    whole: (n: number) => whole.format(n),
    some: orNothing((n: number) => one.format(n)),
    percent: orNothing((n: number) => percent.format(n)),
    /** 45% (9/20), and where there is nothing to divide by – (0/0). */
    part: orNothing(
      ({ numerator, denominator, value }: Part) =>
        `${value === null ? NOTHING : percent.format(value)} (${whole.format(numerator)}/${whole.format(denominator)})`,
    ),
    money: (decimal: string) => yuan.format(Number(decimal)),
    duration: orNothing((iso: string) => span(secondsIn(iso))),
    span: orNothing(span),
  };
}

const HOUR = 3600;
const SECONDS = { day: 24 * HOUR, hour: HOUR, minute: 60, second: 1 } as const;

/** Of an ISO-8601 span, as the API tells them: days, hours, minutes and seconds. */
export function secondsIn(iso: string): number {
  const [, sign, days, hours, minutes, seconds] =
    /^(-)?P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso) ?? [];
  const of = (text: string | undefined, size: number) => Number(text ?? 0) * size;
  const sum = of(days, SECONDS.day) + of(hours, HOUR) + of(minutes, 60) + of(seconds, 1);
  return sign ? -sum : sum;
}
