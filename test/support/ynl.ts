// The kernel's own descriptions of its protocols (YNL), where they are installed, and what the rows cover of them.
import { existsSync, readFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import {
  description,
  type FieldDescription,
  type TypeDescription,
} from "../../lib/records/description.js";

interface Attribute {
  name: string;
  type?: string;
}

interface AttributeSet {
  name: string;
  "name-prefix"?: string;
  "subset-of"?: string;
  attributes?: Attribute[];
}

interface Specification {
  name: string;
  "attribute-sets": AttributeSet[];
}

const folders = [
  process.env.YNL_SPECS,
  fileURLToPath(new URL("../../../shared/ynl", import.meta.url)),
  "/usr/share/ynl/specs",
  "/usr/src/linux/Documentation/netlink/specs",
  `/lib/modules/${release()}/source/Documentation/netlink/specs`,
];

/** The description of that name, or undefined where no folder has it. */
export function specification(name: string): Specification | undefined {
  for (const folder of folders) {
    const file = folder === undefined ? undefined : join(folder, `${name}.yaml`);
    if (file !== undefined && existsSync(file))
      return parse(readFileSync(file, "utf8")) as Specification;
  }
  return undefined;
}

/** They are part of a request only: what it asks for, and in which namespace; or the kernel never sends them. */
const OF_REQUESTS = [
  ...["IFLA_EXT_MASK", "IFLA_TARGET_NETNSID", "IFA_TARGET_NETNSID"],
  ...["RTA_IP_PROTO", "RTA_SPORT", "RTA_DPORT", "RTA_FLOWLABEL"],
  ...["NDA_NDM_STATE_MASK", "NDA_NDM_FLAGS_MASK"],
  ...["RTA_PROTOINFO", "RTA_SESSION", "RTA_MP_ALGO", "RTA_PAD", "NDA_UNSPEC"],
];

/** The kernel's names of the attributes, without padding and what is not used any more. */
export function attributesOf({ name, "attribute-sets": sets }: Specification): Set<string> {
  const all = sets
    .filter((set) => set["subset-of"] === undefined)
    .flatMap(({ "name-prefix": prefix = `${name}-a-`, attributes = [] }) =>
      attributes
        .filter(({ type }) => type !== "pad" && type !== "unused")
        .map((attribute) => `${prefix}${attribute.name}`.toUpperCase().replaceAll("-", "_")),
    );
  return new Set(all.filter((attribute) => !OF_REQUESTS.includes(attribute)));
}

/** The kernel's names of all that is read of the objects of a table, and of what the kernel takes and never reports. */
export function readOf(table: string): Set<string> {
  const { records, variants, tables } = description();
  const names = new Set<string>();
  const seen = new Set<string>();
  const visitType = (type: TypeDescription | undefined): void => {
    if (type?.record !== undefined) visit(type.record);
    if (type?.variant !== undefined)
      variants[type.variant]?.alternatives.forEach(({ record }) => {
        visit(record);
      });
    if (type?.element) visitType(type.element);
  };
  const visitField = ({ kernel, access, type }: FieldDescription): void => {
    if (access.length === 0) return;
    for (const name of kernel.match(/\b[A-Z][A-Z\d]*_[A-Z\d_]+\b/g) ?? []) names.add(name);
    visitType(type);
  };
  const visit = (record: string): void => {
    if (seen.has(record)) return;
    seen.add(record);
    records[record]?.forEach(visitField);
  };
  const found = tables.find(({ name }) => name === table);
  if (found) visit(found.record);
  return names;
}

/** Whether the addon has a table of that name. */
export const hasTable = (name: string): boolean =>
  description().tables.some((table) => table.name === name);
