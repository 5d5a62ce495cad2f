// The names of links by their index, for everything that refers to one.
import type { Link } from "../index.js";
import { printable, type LinkNamer } from "./values.js";

type Named = Pick<Link, "index" | "name">;

export class LinkNames {
  readonly #names = new Map<number, string>();

  constructor(links: Iterable<Named> = []) {
    for (const link of links) this.set(link);
  }

  set({ index, name }: Named): void {
    this.#names.set(index, printable(name));
  }

  delete({ index }: Named): void {
    this.#names.delete(index);
  }

  /** As iproute2 does it: "if7" where the name is not known. */
  name(index: number): string {
    if (index === 0) return "none";
    return this.#names.get(index) ?? `if${index.toString()}`;
  }

  /** For the properties of one object: what `link` says of a link in another namespace is an index there. */
  namer(object: { linkNetnsId?: number }): LinkNamer {
    return (index, property) =>
      property === "link" && object.linkNetnsId !== undefined
        ? `if${index.toString()}`
        : this.name(index);
  }
}
