import { stored } from '../connection/stored.js';
import { told } from '../connection/told.js';

export type Locale = 'ZH_CN' | 'EN';

const KEY = 'genjin.locale';

const locale = told<Locale>(keptLocale() ?? browsersLocale());

export const chosenLocale = (): Locale => locale.get();

export const onLocale = locale.subscribe;

export function chooseLocale(chosen: Locale): void {
  stored.write(KEY, chosen);
  locale.set(chosen);
}

function keptLocale(): Locale | null {
  const kept = stored.read(KEY);
  return kept === 'ZH_CN' || kept === 'EN' ? kept : null;
}

/** Chinese, unless the browser asks for something that isn't. */
function browsersLocale(): Locale {
  return /^zh/i.test(navigator.language || 'zh') ? 'ZH_CN' : 'EN';
}

export const languageTag = (of: Locale): 'zh-CN' | 'en' => (of === 'EN' ? 'en' : 'zh-CN');
