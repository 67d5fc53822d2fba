// What the service says of candidates.

import { get, post } from "../api.js";

const query = (values) => new URLSearchParams(values).toString();

export const listing = (file) => get(`/v1/candidates?${query({ file })}`);
export const one = (file, id) => get(`/v1/candidates/one?${query({ file, id })}`);
export const judge = (asked) => post("/v1/candidates/judge", asked);
export const decide = (asked, more) => post("/v1/candidates/decide", asked, more);
