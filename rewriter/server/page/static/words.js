// Numbers and names in Russian.

/** `plural(2, "ошибка", "ошибки", "ошибок")` → «2 ошибки». */
export function plural(number, one, few, many) {
  const tens = number % 100;
  const ones = number % 10;
  const form = tens >= 11 && tens <= 14 ? many : ones === 1 ? one : ones >= 2 && ones <= 4 ? few : many;
  return `${number} ${form}`;
}

/** Seconds with one decimal: «3,4 с». */
export const seconds = (ms) => `${(ms / 1000).toFixed(1).replace(".", ",")} с`;

/** The first words of a text, for a line that has little room. */
export function short(text, most = 60) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/, "").replace(/\s+\S*$/, "")}…`;
}

export const SEVERITY = { error: "Ошибка", warning: "Замечание", info: "Подсказка" };

/** What a summary says of violations: «2 ошибки, 5 замечаний». */
export function counted(violations) {
  const of = (severity) => violations.filter((violation) => violation.severity === severity).length;
  const parts = [
    of("error") && plural(of("error"), "ошибка", "ошибки", "ошибок"),
    of("warning") && plural(of("warning"), "замечание", "замечания", "замечаний"),
    of("info") && plural(of("info"), "подсказка", "подсказки", "подсказок"),
  ];
  return parts.filter(Boolean).join(", ");
}
