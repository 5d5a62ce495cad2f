// How single values read for people, whatever they are of.

/** What to call the link that a property refers to by its index. */
export type LinkNamer = (index: number, property: string) => string;

/** Names and aliases may hold any bytes: nothing in them may steer the terminal, or look like what it is not. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** A bit without a name is a number. */
export function formatFlag(flag: unknown): string {
  return typeof flag === "number" ? `0x${flag.toString(16)}` : printable(String(flag));
}

const prefixes = ["", "k", "M", "G", "T", "P", "E"];

/** 1234567 as "1.2 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let power = 0;
  // From 999.95 on, one decimal would read as 1000.0.
  while (value >= (power === 0 ? 1000 : 999.95) && power < prefixes.length - 1) {
    value /= 1000;
    power++;
  }
  return `${power === 0 ? value.toString() : value.toFixed(1)} ${prefixes[power] ?? ""}B`;
}

/** 1234567 as "1,234,567". */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
