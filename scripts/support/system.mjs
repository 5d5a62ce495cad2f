// What the package needs of the system: how to see whether it is there, and which packages bring it.
import { works } from "./run.mjs";

const distributions = ["Debian, Ubuntu", "Fedora, RHEL", "Alpine", "Arch"];
const installers = ["apt-get install", "dnf install", "apk add", "pacman -S"];

/** A requirement; `packages` names what brings it, in the order of the distributions above. */
const requirement = (name, packages, command, args) => ({
  name,
  packages: packages.split(" "),
  found: () => works(command, args),
});
const program = (name, packages) => requirement(name, packages, name, ["--version"]);
const library = (name, packages, version) =>
  requirement(`${name} ${version} or newer`, packages, "pkg-config", [
    "--exists",
    `${name} >= ${version}`,
  ]);

/** To build the addon. */
export const forBuilding = [
  program("pkg-config", "pkg-config pkgconf-pkg-config pkgconf pkgconf"),
  library("libnl-3.0", "libnl-3-dev libnl3-devel libnl3-dev libnl", "3.5"),
  library("libnl-genl-3.0", "libnl-genl-3-dev libnl3-devel libnl3-dev libnl", "3.5"),
  library("libnl-route-3.0", "libnl-route-3-dev libnl3-devel libnl3-dev libnl", "3.5"),
  requirement("a C++ compiler", "g++ gcc-c++ build-base base-devel", "sh", [
    "-c",
    `${process.env.CXX || "g++"} --version`,
  ]),
  program("make", "make make build-base base-devel"),
  program("python3", "python3 python3 python3 python"),
];

/** To run the tests. */
export const forTesting = [
  program("unshare", "util-linux util-linux util-linux util-linux"),
  program("script", "bsdutils util-linux util-linux-misc util-linux"),
  program("mount", "mount util-linux util-linux util-linux"),
  requirement("ip", "iproute2 iproute iproute2 iproute2", "ip", ["-V"]),
  requirement("bridge", "iproute2 iproute iproute2 iproute2", "bridge", ["-V"]),
  requirement("tc", "iproute2 iproute-tc iproute2 iproute2", "tc", ["-V"]),
];

/** To check the C++ code's style and quality: this release and no other, since each one judges differently. */
export const forLinting = [
  program("clang-format-19", "clang-format-19"),
  program("clang-tidy-19", "clang-tidy-19"),
];

/** Those of the requirements that this system lacks. */
export function missing(requirements) {
  return requirements.filter(({ found }) => !found());
}

/** The packages that bring them on Debian and Ubuntu, or on another of the distributions. */
export function packagesFor(requirements, distribution = 0) {
  return [...new Set(requirements.map(({ packages }) => packages[distribution]))];
}

/** Tells what is missing, and how to install it on each distribution. */
export function explain(lacking) {
  const names = lacking.map(({ name }) => name).join(", ");
  const lines = distributions.map((distribution, index) => {
    const command = [installers[index], ...packagesFor(lacking, index)].join(" ");
    return `  ${`${distribution}:`.padEnd(15)} ${command}`;
  });
  return [
    `libnl needs what this system lacks: ${names}.`,
    "Install it and try again:",
    ...lines,
  ].join("\n");
}
