// The options page: pairing with a service, who the operator is, which sites get the button. It asks the service through the worker, as everybody does.

import { load, save } from "../background/settings.js";
import { byId, el } from "../shared/dom.js";
import { keyIn } from "../shared/key.js";
import { STATES } from "../shared/states.js";
import { listPlaces } from "./places.js";

const FIELDS = ["pack", "channel", "operator_name", "operator_gender"];
const WRONG = {
  token: "Ключ не подошёл: возьмите его из rewriter serve --link.",
  no_token: "Нужен ключ: rewriter serve --link покажет ссылку с ним.",
  off: "По этому адресу никто не отвечает. Сервис запущен? rewriter serve",
};
const ASIDE = new Set(["127.0.0.1", "localhost"]);

function say(id, kind, text) {
  byId(id).className = kind;
  byId(id).textContent = text;
}

async function ask(kind, more) {
  const answer = await chrome.runtime.sendMessage({ kind, ...more });
  if (answer.refused) throw Object.assign(new Error(answer.refused.message), { code: answer.refused.code });
  return answer.value;
}

/** `{address, token}` of what was typed: a link carries both. Null where it is no address. */
function typed() {
  const text = byId("address").value.trim();
  const key = text.includes("#key=") ? keyIn(text) : keyIn(byId("token").value);
  if (!text || /\s/.test(text)) return null;
  try {
    const url = new URL(/^https?:\/\//.test(text) ? text : `http://${text}`);
    return { address: url.origin, host: url.hostname, token: key };
  } catch {
    return null;
  }
}

async function connect(event) {
  event.preventDefault();
  const wanted = typed();
  if (!wanted) {
    say("state", "bad", "Это не адрес. Пример: http://127.0.0.1:8017");
    return;
  }
  const secure = wanted.address.startsWith("https:");
  if (!secure && !ASIDE.has(wanted.host)) {
    say("state", "bad", "По сети — только https: иначе тексты клиентов пойдут без шифрования.");
    return;
  }
  // Asked at once, while the browser still counts the click.
  if (!ASIDE.has(wanted.host) && !(await chrome.permissions.request({ origins: [`${wanted.address}/*`] }))) {
    say("state", "bad", "Без разрешения браузера плагин не может обратиться к этому адресу.");
    return;
  }
  say("state", "wait", "Проверяю…");
  try {
    const { packs, state, detail } = await ask("try", wanted);
    await save({ address: wanted.address, token: wanted.token });
    byId("address").value = wanted.address;
    byId("token").value = wanted.token;
    offer(packs, (await load()).pack);
    const [kind, words] = STATES[state] ?? STATES.off;
    say("state", kind === "good" ? "good" : "wait", `Подключено. ${words}${kind === "warn" && detail ? `: ${detail}` : ""}.`);
  } catch (error) {
    say("state", "bad", WRONG[error.code] ?? error.message);
  }
}

function offer(packs, chosen) {
  byId("pack").replaceChildren(...packs.map((pack) => el("option", { value: pack.name }, pack.title ? `${pack.title} (${pack.name})` : pack.name)));
  byId("pack").value = packs.some((pack) => pack.name === chosen) ? chosen : "base";
}

async function keep() {
  await save(Object.fromEntries(FIELDS.map((name) => [name, byId(name).value.trim()])));
  say("saved", "soft", "Сохранено.");
}

async function allow(event) {
  event.preventDefault();
  let origin;
  try {
    const text = byId("site").value.trim();
    origin = new URL(/^https?:\/\//.test(text) ? text : `https://${text}`).origin;
  } catch {
    say("site-state", "bad", "Это не адрес сайта. Пример: https://desk.example.ru");
    return;
  }
  if (!(await chrome.permissions.request({ origins: [`${origin}/*`] }))) {
    say("site-state", "bad", "Браузер не дал разрешения: кнопки там не будет, значок плагина работает.");
    return;
  }
  await ask("site", { origin, allowed: true });
  byId("site").value = "";
  say("site-state", "good", `Готово. Обновите открытые страницы ${new URL(origin).host}.`);
  await list();
}

async function forbid(origin) {
  await ask("site", { origin, allowed: false });
  // Hosts of the manifest cannot be given back, and an address of the service is still needed.
  const { address } = await load();
  if (!ASIDE.has(new URL(origin).hostname) && origin !== address) await chrome.permissions.remove({ origins: [`${origin}/*`] });
  say("site-state", "soft", "Убрано. Открытые страницы забудут кнопку, когда их обновят.");
  await list();
}

async function list() {
  const { sites } = await load();
  const row = (origin) => el("li", {}, el("span", {}, origin), el("button", { type: "button", class: "quiet", "aria-label": `Убрать ${origin}`, onclick: () => forbid(origin) }, "Убрать"));
  byId("list").replaceChildren(...sites.map(row));
}

async function start() {
  const settings = await load();
  byId("address").value = settings.address;
  byId("token").value = settings.token;
  byId("pack").replaceChildren(el("option", { value: settings.pack }, settings.pack || "после подключения"));
  for (const name of FIELDS) byId(name).value = settings[name];
  byId("origin").textContent = location.origin;
  byId("site").value = decodeURIComponent(/#site=(.*)$/.exec(location.hash)?.[1] ?? "");
  if (byId("site").value) byId("site").focus();
  byId("pairing").addEventListener("submit", connect);
  byId("operator").addEventListener("change", keep);
  byId("operator").addEventListener("submit", (event) => event.preventDefault());
  byId("sites").addEventListener("submit", allow);
  const command = (await chrome.commands.getAll()).find((one) => one.name === "_execute_action");
  byId("hotkey").textContent = command?.shortcut || "не назначены";
  await list();
  await listPlaces(ask);
  if (settings.token) ask("packs", {}).then((packs) => offer(packs, settings.pack), () => {});
}

start();
