import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";

window.lexical = { createEmptyHistoryState, registerHistory, registerRichText, $createParagraphNode, $createTextNode, $getRoot, createEditor };
