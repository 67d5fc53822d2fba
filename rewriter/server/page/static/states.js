// What /readyz says, as a colour and words.

export const STATES = {
  ready: ["good", "Модель готова"],
  opening: ["wait", "Модель загружается, пока отвечают правила"],
  warming: ["wait", "Модель загружается, пока отвечают правила"],
  "no-model": ["warn", "Модели нет: только правила"],
  stopping: ["warn", "Сервис останавливают"],
  off: ["bad", "Нет связи с сервисом"],
};

/** The state of an answer of /readyz; a service that stops says ready: false while its model still is. */
export const stateOf = (about) => (about.ready || about.state !== "ready" ? about.state : "stopping");
