// The names of links by their index, for everything that refers to one.
import type { Change, Link } from "../index.js";
import { printable, type LinkNamer } from "./values.js";

type Named = Pick<Link, "index" | "name">;

/** What calls links by their names. */
export interface Names {
  /** As iproute2 does it: "if7" where the name is not known. */
  name(index: number): string;
  /** For the properties of one object: what `foreign` says of a link in another namespace is an index there. */
  namer(object: { linkNetnsId?: number }, foreign?: string): LinkNamer;
}

/** How many of the links that are gone are remembered. */
const MOST_GONE = 1000;

export class LinkNames implements Names {
  readonly #names = new Map<number, string>();
  readonly #gone = new Map<number, string>();
  readonly #missing = new Set<number>();

  /** The same, with the last names of links that are gone: the kernel tells of them before it tells of their routes. */
  readonly past: Names = {
    name: (index) => this.#gone.get(index) ?? this.name(index),
    namer: (object, foreign) => namerOf(this.past, object, foreign),
  };

  constructor(links: Iterable<Named> = []) {
    for (const link of links) this.set(link);
  }

  set({ index, name }: Named): void {
    this.#names.set(index, printable(name));
    this.#gone.delete(index);
  }

  delete({ index }: Named): void {
    const name = this.#names.get(index);
    if (name === undefined) return;
    this.#names.delete(index);
    this.#gone.set(index, name);
    for (const [oldest] of this.#gone) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(oldest);
    }
  }

  follow(change: Change<Link>): void {
    if (change.action === "remove") this.delete(change.before);
    else if (change.action !== "resync") this.set(change.after);
  }

  /** The links that were asked for, and not known, since this was last called. */
  takeMissing(): number[] {
    const missing = [...this.#missing];
    this.#missing.clear();
    return missing;
  }

  name(index: number): string {
    if (index === 0) return "none";
    const name = this.#names.get(index);
    if (name === undefined) this.#missing.add(index);
    return name ?? unnamed(index);
  }

  namer(object: { linkNetnsId?: number }, foreign?: string): LinkNamer {
    return namerOf(this, object, foreign);
  }
}

function unnamed(index: number): string {
  return `if${index.toString()}`;
}

function namerOf(
  names: Names,
  { linkNetnsId }: { linkNetnsId?: number },
  foreign = "link",
): LinkNamer {
  return (index, property) =>
    property === foreign && linkNetnsId !== undefined ? unnamed(index) : names.name(index);
}
