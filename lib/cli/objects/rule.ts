// How the command line speaks of rules.
import type { Rule } from "../../index.js";
import {
  flagWords,
  hexadecimal,
  named,
  sentence,
  tableName,
  word,
  type Kind,
  type Style,
} from "./kind.js";

function range(bounds: { start?: number; end?: number } | undefined): string | undefined {
  if (bounds === undefined) return undefined;
  const { start = 0, end = start } = bounds;
  return start === end ? start.toString() : `${start.toString()}-${end.toString()}`;
}

/** What is compared under a mask, of which one with all bits is not worth a word. */
function masked(value: number | undefined, mask: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  const whole = mask === undefined || mask === 0xffffffff;
  return whole ? hexadecimal(value) : `${hexadecimal(value)}/${hexadecimal(mask)}`;
}

/** Which packets it is for. */
function selectorOf(rule: Rule): string {
  const words = sentence(
    named("from", rule.source),
    named("to", rule.destination),
    named("in", rule.inputInterface),
    named("out", rule.outputInterface),
    named("mark", masked(rule.mark, rule.mask)),
    named("tos", rule.dsField),
    named("dscp", rule.dscp),
    named("flow-label", masked(rule.flowLabel, rule.flowLabelMask)),
    named("protocol", rule.ipProtocol),
    named("source-port", range(rule.sourcePort)),
    named("port", range(rule.destinationPort)),
    named("user", range(rule.uidRange)),
    named("tunnel", rule.tunnelId),
  );
  return sentence(rule.flags.includes("invert") && "not", words || "all");
}

/** What becomes of them. */
function actionOf({ action, table, goto, l3mdev }: Rule): string {
  if (action === "goto") return named("goto", goto);
  if (l3mdev) return "lookup of the VRF";
  return sentence(action.toString(), action === "lookup" && table ? tableName(table) : "");
}

function detailsOf({ suppressPrefixLength, suppressIfGroup, realms, flags }: Rule): string {
  return sentence(
    named("suppress-prefix-length", suppressPrefixLength),
    named("suppress-group", suppressIfGroup),
    named("realms", realms === undefined ? undefined : hexadecimal(realms)),
    flagWords(flags.filter((flag) => flag !== "invert")),
  );
}

function title({ priority, family }: Rule, { colours }: Style): string {
  return `${colours.cyan(priority.toString())} ${word(family)}`;
}

function words(rule: Rule, style: Style): string {
  return sentence(title(rule, style), selectorOf(rule), actionOf(rule), detailsOf(rule));
}

export const ruleKind: Kind<Rule> = {
  noun: "rule",
  plural: "rules",
  description: "show the rules that choose a routing table",
  collection: ({ rules }) => rules,
  columns: ({ colours }) => [
    {
      ...{ title: "PRIORITY", text: ({ priority }) => priority.toString() },
      ...{ paint: colours.cyan, align: "right" },
    },
    { title: "FAMILY", text: ({ family }) => word(family) },
    { title: "PACKETS", text: selectorOf, yields: 1, minimum: 15, stays: true },
    { title: "ACTION", text: actionOf },
    { title: "PROTOCOL", text: ({ protocol }) => word(protocol), yields: 3 },
    { title: "DETAILS", text: detailsOf, yields: 2, minimum: 10 },
  ],
  title,
  added: words,
  removed: words,
};
