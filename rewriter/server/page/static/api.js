// The service whose page this is.

import { client } from "./client.js";
import { key } from "./key.js";

export { Refused } from "./refused.js";
export const { packs, rules, get, post, check, readiness, rewrite } = client("", key);
