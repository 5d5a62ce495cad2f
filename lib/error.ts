// The one error of the kernel, of libnl and of a socket's life; wrong arguments are TypeError and RangeError.

/** The kernel's policy for an attribute it refused (NLMSGERR_ATTR_POLICY). Absent: not told. */
export interface AttributePolicy {
  /** NL_ATTR_TYPE_*. */
  type?: number;
  minimum?: number;
  maximum?: number;
  /** Of a binary attribute or text, in bytes. */
  minimumLength?: number;
  maximumLength?: number;
  /** Bits that may be set. */
  mask?: number;
}

/** The kernel's extended acknowledgement (NLMSGERR_ATTR_*). Absent: not told. */
export interface ExtendedAck {
  /** The kernel's sentence. */
  message?: string;
  /** Where the offending attribute stands in the request, in bytes from its start. */
  offset?: number;
  /** The types of the attributes around and at that offset, outermost first. */
  attribute?: readonly number[];
  policy?: AttributePolicy;
  /** The type of an attribute that was needed. */
  missing?: number;
  /** The offset of the nest that lacks it; absent: the top level. */
  missingNest?: number;
}

/** A failure as the I/O thread reports it. */
export interface Failure {
  code: string;
  message: string;
  errno?: number;
  extack?: ExtendedAck;
}

/** What EPERM wants, by what was tried. */
function capability(operation: string): string {
  return operation.startsWith("open") ? "CAP_SYS_ADMIN" : "CAP_NET_ADMIN";
}

/** A request the kernel or libnl refused, or one that the end of its socket cut short. */
export class NetlinkError extends Error {
  override readonly name = "NetlinkError";
  /** The kernel's error number as a word ("EEXIST"); `ERR_*` or `NLE_*` when it is not the kernel's. */
  readonly code: string;
  /** The kernel's error number, positive. Absent when the error is not the kernel's. */
  declare readonly errno?: number;
  /** What was tried: "add link". */
  readonly operation: string;
  /** What the kernel said beyond the number. */
  declare readonly extack?: ExtendedAck;
  /** What had been read when a dump was given up (ERR_DUMP_INTERRUPTED). */
  declare readonly partial?: readonly unknown[];

  constructor(failure: Failure, operation: string, cause?: unknown, partial?: readonly unknown[]) {
    const sentence = failure.extack?.message ?? failure.message;
    const hint =
      failure.code === "EPERM" && !sentence.includes("CAP_")
        ? `; it needs ${capability(operation)}`
        : "";
    super(
      `${operation}: ${sentence} (${failure.code}${hint})`,
      cause === undefined ? undefined : { cause },
    );
    this.code = failure.code;
    this.operation = operation;
    if (failure.errno !== undefined) this.errno = failure.errno;
    if (failure.extack !== undefined) this.extack = failure.extack;
    if (partial !== undefined) this.partial = partial;
  }
}

export function closedError(operation: string): NetlinkError {
  return new NetlinkError({ code: "ERR_CLOSED", message: "the socket is closed" }, operation);
}

type ArgumentErrorType = typeof TypeError | typeof RangeError;

/** A wrong argument: the message begins with the property's path, which is also the error's `path`. */
export function argumentError(
  Type: ArgumentErrorType,
  path: string,
  problem: string,
): TypeError | RangeError {
  const code = Type === RangeError ? "ERR_OUT_OF_RANGE" : "ERR_INVALID_ARG_TYPE";
  return Object.assign(new Type(`${path} ${problem}`), { code, path });
}
