import en from './en.js';
import zh from './zh.js';

const LANGUAGES = { en, zh };
const KEY = 'connwarden.language';
let texts = en;

/** The languages by their code, each with its own name. */
export const NAMES = { en: 'English', zh: '中文' };

/** Selects the language: the given one, else the stored one, else that of the browser. */
export function useLanguage(code = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2)) {
  texts = LANGUAGES[code] ?? en;
  document.documentElement.lang = texts === zh ? 'zh-CN' : 'en';
  if (LANGUAGES[code]) {
    localStorage.setItem(KEY, code);
  }
}

/** Returns the code of the language in use. */
export function language() {
  return texts === zh ? 'zh' : 'en';
}

/**
 * Returns a text with its values. `{n}` is a value; `{n|session|sessions}` selects by number.
 *
 * @param {string} key an unknown one is returned itself, so that a missing text is seen
 */
export function t(key, values = {}) {
  return fill(texts[key] ?? en[key] ?? key, values);
}

/** Fills the places of a template with values. */
export function fill(template, values) {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (place, name, one, many) => {
    const value = values[name];
    return one === undefined ? String(value ?? '') : value === 1 ? one : many;
  });
}
