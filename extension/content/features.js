// What an element can be known again by: classes and attributes that will be there tomorrow and in the next talk. No ids, no places in a row, no hashes of a build,
// no names of people, nothing that only says that a message is new or the first of its group.

const words = (text) => text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z]+/).filter(Boolean);
const set = (text) => new Set(text.split(" "));

// Of these the first in each pair says it alone; the second is a side or a pronoun, which must first prove true of this page.
const CLIENTS = set("client customer visitor guest requester enduser incoming inbound received");
const CLIENTS_PERHAPS = set("user contact in left them their from external author");
const OPERATORS = set("operator agent staff employee manager admin outgoing outbound own self mine bot system note internal private draft deleted event");
const OPERATORS_PERHAPS = set("out right me my sent support reply answer");
const PASSING = set("first last new unread read active selected hover hovered focus focused open opened loaded loading animated pinned edited visible even odd single top bottom middle highlight highlighted seen delivered start group grouped with has");
const SPEAKING = set("message messages msg text body content bubble comment article post words html");
const UTILITY = /^(?:-?[mp][trblxyse]?-|[wh]-|text-(?:\w{2,4}|base|left|right|center|justify|[a-z]+-\d+)$|bg-|font-|leading-|rounded|border|gap-|flex|grid|items-|justify-|self-|overflow-|whitespace-|break-|max-|min-|space-|inline|block$|relative$|absolute$|shadow|cursor-|select-|z-|opacity-|order-|col-|row$|row-|d-|align-|clearfix$|pull-|float-)/;
const OF_LETTERS = /^(?:Mso|gmail|moz-|ydp|yiv|x_|m_)/; // what mail programs write into their letters
const TESTS = /^data-(?:testid|test-id|test|qa|cy|type|kind|side|direction|role|position)$|^role$|^itemprop$/;
const TRUE = set("true 1 yes");

/** A build's or a record's own: letters and figures mixed, or capitals without a word between. */
const isRandom = (part) => /\d{3}/.test(part) || (/\d/.test(part) && /[A-Za-z]\d+[A-Za-z]|\d[A-Za-z]+\d/.test(part)) || (part.length > 4 && /[a-z]/.test(part) && (part.match(/[A-Z]/g) ?? []).length > 1 && !/[a-z]{3}/.test(part));

function feature(css, text, on = true) {
  const said = words(text);
  const one = (known) => said.some((word) => known.has(word));
  const sides = [one(CLIENTS), one(OPERATORS), one(CLIENTS_PERHAPS), one(OPERATORS_PERHAPS)];
  const [client, operator, clientPerhaps, operatorPerhaps] = on ? sides : [sides[1], sides[0], sides[3], sides[2]];
  return { css, client, operator, clientPerhaps, operatorPerhaps, neutral: !sides.some(Boolean), speaks: one(SPEAKING), utility: css.startsWith(".") && UTILITY.test(text), passing: one(PASSING) };
}

function ofClass(name) {
  if (OF_LETTERS.test(name)) return null;
  const [, stem, sign, hash] = /^(.{3,}?)(__|--|_|-)([A-Za-z\d]{5,})$/.exec(name) ?? [];
  if (hash && isRandom(hash) && !isRandom(stem) && !/^(?:css|sc|jsx|jss|svelte|emotion)$/.test(stem)) return feature(`[class*="${CSS.escape(stem)}${sign}"]`, stem);
  return isRandom(name) || /^(?:css|sc|jsx|jss|svelte|emotion)-/.test(name) ? null : feature(`.${CSS.escape(name)}`, name);
}

function ofAttribute({ name, value }) {
  if (!(name.startsWith("data-") || TESTS.test(name)) || name.startsWith("data-v-") || value.length > 40) return null;
  const css = value ? `[${name}="${CSS.escape(value)}"]` : `[${name}]`;
  if (value === "" || TRUE.has(value) || value === "false" || value === "0") {
    const one = feature(css, name.slice(5), value === "" || TRUE.has(value));
    return one.neutral ? null : one;
  }
  if (!/^[A-Za-z][A-Za-z_-]+$/.test(value)) return null;
  const one = feature(css, value);
  return TESTS.test(name) || one.client || one.operator ? one : null; // any other value may be somebody's name
}

/** All of an element's features. */
export function featuresOf(element) {
  const found = [...[...element.classList].map(ofClass), ...[...element.attributes].filter((one) => one.name !== "class").map(ofAttribute)];
  return found.filter((one) => one && !one.passing);
}

/** What elements of this kind share, whoever wrote them, as a selector; null where the element has nothing of that sort. */
export function kindOf(element) {
  const own = featuresOf(element).filter((one) => !one.utility);
  const neutral = own.filter((one) => one.neutral);
  const best = neutral.find((one) => one.speaks) ?? neutral[0];
  if (best) return best.css;
  // «msg-left» beside «msg-right»: what stands before the side is shared.
  const stem = own.length && /^\.([A-Za-z]{3,}?(?:__|--|_|-))/.exec(own[0].css)?.[1];
  return stem ? `${element.localName}[class*="${stem}"]` : null;
}
