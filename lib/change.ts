// What readers of a live cache are told.

/** An object was added, changed or removed. Counters alone are no change. */
export type ObjectChange<T> =
  | { action: "add"; before?: undefined; after: T; changed: readonly (keyof T & string)[] }
  | { action: "change"; before: T; after: T; changed: readonly (keyof T & string)[] }
  | { action: "remove"; before: T; after?: undefined; changed: readonly (keyof T & string)[] };

/** Events were lost, the objects have been read again, and the differences have been reported as changes. */
export interface Resync {
  action: "resync";
  reason: "overrun";
}

export type Change<T> = ObjectChange<T> | Resync;
