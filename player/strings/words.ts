/** The words of the interface, filled in and in the right plural. */

export type Values = Readonly<Record<string, string | number>>;
export type Say = (name: string, values?: Values) => string;

/**
 * Gives a function that says a string by name. A string in several plural forms is kept as
 * `name.one`, `name.other` …, and the value `n` chooses. A name that is missing says itself, so
 * that a theme of an older version stays usable.
 */
export function speaker(strings: Readonly<Record<string, string>>, language: string): Say {
  let rules: Intl.PluralRules;
  try {
    rules = new Intl.PluralRules(language);
  } catch {
    rules = new Intl.PluralRules("en");
  }
  return (name, values = {}) => {
    const n = values["n"];
    const plural = typeof n === "number" ? strings[`${name}.${rules.select(n)}`] : undefined;
    const text = plural ?? strings[name] ?? strings[`${name}.other`] ?? name;
    return text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
  };
}
