import { chooseLocale } from './locale.js';
import { useLocale } from './texts.js';

export function LanguageSwitch() {
  const isEnglish = useLocale() === 'EN';
  return (
    <button
      type="button"
      className="quiet"
      lang={isEnglish ? 'zh-CN' : 'en'}
      onClick={() => chooseLocale(isEnglish ? 'ZH_CN' : 'EN')}
    >
      {isEnglish ? '中文' : 'English'}
    </button>
  );
}
