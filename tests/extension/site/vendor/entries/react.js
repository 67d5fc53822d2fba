import { createElement, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";

window.react = { createElement, useMemo, useState, createRoot };
window.slate = { createEditor, Node, withHistory, Editable, Slate, withReact };
