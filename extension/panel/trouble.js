// What keeps the panel from working: said in its place, with the one thing to do.

import { byId, el } from "../shared/dom.js";
import { ask } from "./service.js";

const options = (label, site = null) => el("button", { type: "button", class: "main", id: "mend", onclick: () => ask("options", { site }) }, label);

const TROUBLES = {
  unpaired: () => ["Плагин ещё не подключён", "Ему нужен адрес сервиса и ключ: это одна минута.", options("Подключить")],
  token: () => ["Ключ не подошёл", "Возьмите ссылку из rewriter serve --link и вставьте её в настройках. Текст в поле на месте.", options("Настройки")],
  no_token: () => TROUBLES.token(),
  origin: () => ["Сервис не знает этот плагин", "Обновите сервис или запустите его с --origin и адресом плагина из настроек.", options("Настройки")],
  none: () => ["Поле ответа не выбрано", "Поставьте курсор в поле, где пишете клиенту, и откройте панель ещё раз.", null],
  optedOut: () => ["Сайт просит не помогать в этом поле", "Так помечают поля для кода и личных данных. Выберите другое поле.", null],
  closed: (site) => ["Поле ответа — в рамке другого сайта", `Это ${site}. Разрешите его один раз, обновите страницу и откройте панель снова.`, options("Разрешить", site)],
};

/** Shows one of them in place of the panel's work, or none. */
export function trouble(name, detail = "") {
  const found = name && TROUBLES[name];
  byId("trouble").hidden = !found;
  byId("work").hidden = Boolean(found);
  if (!found) {
    byId("trouble").replaceChildren();
    return false;
  }
  const [title, text, button] = found(detail);
  byId("trouble").replaceChildren(el("p", { class: "title" }, title), el("p", {}, text), ...(button ? [button] : []));
  return true;
}
