// The kinds of objects that can be listed and watched; a new one is a file of its own and one word in the list below.
import { addressKind } from "./address.js";
import { anyKind, type Kind } from "./kind.js";
import { linkKind } from "./link.js";
import { neighbourKind } from "./neighbour.js";
import { nexthopKind } from "./nexthop.js";
import { routeKind } from "./route.js";
import { ruleKind } from "./rule.js";

export const kinds: readonly Kind<object>[] = [
  anyKind(linkKind),
  anyKind(addressKind),
  anyKind(routeKind),
  anyKind(ruleKind),
  anyKind(neighbourKind),
  anyKind(nexthopKind),
];
