// How sockets live and die with the process, its threads and its garbage collector.
import { describe, expect, test } from "vitest";
import { built, runChild, type Ended } from "./support/child.js";
import { privateNamespace } from "./support/namespace.js";

const namespace = privateNamespace();
const netns = JSON.stringify({ netns: namespace.name });

/** Every test runs a child of up to 20 seconds. */
const LIMIT = 30_000;

const clean = (stdout = ""): Ended => ({ end: 0, stdout, stderr: "" });

/** Helpers for scripts: what the process holds on to. */
const counting = `
  const { readdirSync, readFileSync } = await import("node:fs");
  const threads = () => readdirSync("/proc/self/task").filter((task) => {
    try { return readFileSync("/proc/self/task/" + task + "/comm", "latin1").trim() === "netlink"; }
    catch { return false; } // it ended meanwhile
  }).length;
  const descriptors = () => readdirSync("/proc/self/fd").length;
  const tasks = () => readdirSync("/proc/self/task").length;
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  // Until the process may end while it collects: see "while forgotten sockets are collected".
  const rest = async () => { for (let i = 0; i < 10; i++) await turn(); };
`;

describe("the process is kept alive", () => {
  const cases: [string, string, string][] = [
    ["not by an open socket", `await RouteSocket.open(); console.log("open");`, "open\n"],
    [
      "not by a socket that has answered",
      `const route = await RouteSocket.open(); await route.links.list(); console.log("answered");`,
      "answered\n",
    ],
    [
      "not by a stream that was left",
      `const route = await RouteSocket.open();
       for await (const link of route.links.stream()) { console.log(link.name); break; }`,
      "lo\n",
    ],
    [
      "not by a closed watch",
      `const route = await RouteSocket.open();
       const links = await route.links.watch();
       await links.close();
       console.log("closed");`,
      "closed\n",
    ],
    ["by an opening socket", `RouteSocket.open().then(() => console.log("open"));`, "open\n"],
    [
      "by a pending request",
      `const route = await RouteSocket.open(); route.links.get("lo").then(({ name }) => console.log(name));`,
      "lo\n",
    ],
    [
      "by a pending list",
      `const route = await RouteSocket.open(); route.links.list().then((links) => console.log(links[0].name));`,
      "lo\n",
    ],
    [
      "by a running stream",
      `const route = await RouteSocket.open();
       void (async () => { for await (const link of route.links.stream()) console.log(link.name); console.log("end"); })();`,
      "lo\nend\n",
    ],
    [
      "by an opening watch",
      `const route = await RouteSocket.open(); route.links.watch().then((links) => { console.log(links.get(1).name); return links.close(); });`,
      "lo\n",
    ],
    [
      "by a closing socket",
      `const route = await RouteSocket.open(); route.close().then(() => console.log("closed"));`,
      "closed\n",
    ],
  ];

  test.each(cases)(
    "%s",
    async (_, script, stdout) => {
      expect(await runChild(script)).toEqual(clean(stdout));
    },
    LIMIT,
  );

  test(
    "by the iteration of a watch",
    async () => {
      const script = `
        const route = await RouteSocket.open(${netns});
        const links = await route.links.watch();
        const changes = links.changes();
        // Nothing else is left that the event loop waits for.
        setImmediate(() => console.log("waiting"));
        for await (const { action, after } of changes) {
          console.log(action, after.name);
          break;
        }
        await links.close();
      `;
      const onLine = (line: string): void => {
        if (line === "waiting") namespace.ip("link", "add", "late", "type", "ifb");
      };
      expect(await runChild(script, { onLine })).toEqual(clean("waiting\nadd late\n"));
      namespace.ip("link", "delete", "late");
    },
    LIMIT,
  );
});

/** Each calls END() at another moment of a socket's life. */
const moments: [string, string][] = [
  ["while it opens", `RouteSocket.open(); END();`],
  ["when it is open", `await RouteSocket.open(); END();`],
  ["when opening has failed", `await RouteSocket.open({ netns: "nope" }).catch(() => END());`],
  [
    "in the turn of a request",
    `const { links } = await RouteSocket.open(); links.get("lo"); END();`,
  ],
  [
    "while a request runs",
    `const { links } = await RouteSocket.open(); links.get("lo"); await null; await null; END();`,
  ],
  [
    "with many requests",
    `const { links } = await RouteSocket.open(); for (let i = 0; i < 1000; i++) links.get("lo"); setImmediate(END); await new Promise(() => {});`,
  ],
  [
    "when an answer arrives",
    `const { links } = await RouteSocket.open(); await links.get("lo"); END();`,
  ],
  [
    "while it lists",
    `const { links } = await RouteSocket.open(); links.list(); await null; await null; END();`,
  ],
  [
    "in a stream",
    `const { links } = await RouteSocket.open(); for await (const link of links.stream()) END();`,
  ],
  [
    "while a watch opens",
    `const { links } = await RouteSocket.open(); links.watch(); await null; await null; END();`,
  ],
  [
    "when a watch is open",
    `const { links } = await RouteSocket.open(); await links.watch(); END();`,
  ],
  [
    "while changes are waited for",
    `const { links } = await RouteSocket.open(); const cache = await links.watch(); cache.changes().next(); setImmediate(END); await new Promise(() => {});`,
  ],
  ["while it closes", `const route = await RouteSocket.open(); route.close(); END();`],
  ["when it is closed", `const route = await RouteSocket.open(); await route.close(); END();`],
  [
    "with several sockets",
    `const sockets = await Promise.all([1, 2, 3].map(() => RouteSocket.open())); sockets[0].links.list(); sockets[1].close(); END();`,
  ],
];

describe("process.exit()", () => {
  test.each(moments)(
    "%s",
    async (_, moment) => {
      const script = `const END = () => process.exit(7);\n${moment}`;
      expect(await runChild(script)).toEqual({ end: 7, stdout: "", stderr: "" });
    },
    LIMIT,
  );
});

describe("an uncaught exception", () => {
  test.each(moments)(
    "%s",
    async (_, moment) => {
      const script = `const END = () => { throw new Error("thrown on purpose"); };\n${moment}`;
      const { end, stdout, stderr } = await runChild(script);
      expect({ end, stdout }).toEqual({ end: 1, stdout: "" });
      expect(stderr).toContain("thrown on purpose");
    },
    LIMIT,
  );
});

describe("a worker", () => {
  /** Runs the moment's code as a module in a worker; `then` is what the main thread does once the worker is there. */
  const inWorker = (moment: string, end: string, then: string): string => `
    const { Worker } = await import("node:worker_threads");
    const code = ${JSON.stringify(`
      import { parentPort } from "node:worker_threads";
      import { RouteSocket } from ${JSON.stringify(built)};
      const END = () => { ${end} };
      ${moment}
    `)};
    const worker = new Worker(code, { eval: true });
    worker.on("error", (error) => console.log("error", error.message));
    const exited = new Promise((resolve) => worker.on("exit", resolve));
    ${then}
    console.log("worker", await exited);
    // The package still works in the thread that is left.
    const route = await RouteSocket.open();
    console.log((await route.links.get("lo")).name);
    await route.close();
  `;

  const wait = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
  const terminated = (moment: string): string =>
    inWorker(
      moment,
      `parentPort.postMessage(0); ${wait}`,
      `await new Promise((resolve) => worker.on("message", resolve)); await worker.terminate();`,
    );
  const answered = `
    const cell = new Int32Array(new SharedArrayBuffer(4));
    parentPort.postMessage(cell);
    Atomics.wait(cell, 0, 0);
    process.exit(3);
  `;
  const answer = `worker.on("message", (cell) => { Atomics.store(cell, 0, 1); Atomics.notify(cell, 0); });`;
  const ways: [string, (moment: string) => string, string][] = [
    ["is terminated", terminated, "worker 1\nlo\n"],
    // By then the I/O thread has had the time of a question and an answer.
    ["exits a little later", (moment) => inWorker(moment, answered, answer), "worker 3\nlo\n"],
    ["exits at once", (moment) => inWorker(moment, "process.exit(3);", ""), "worker 3\nlo\n"],
  ];

  // Bug: a wake-up of the I/O thread that is queued when the worker's environment ends is thrown out of it, and takes the
  // whole process along (SIGABRT). Whether one is queued is a matter of chance, so these are tested together, below, until
  // that is mended; then the set and the test below can go.
  const aborting = new Set([
    "while it opens",
    "while a request runs",
    "with many requests",
    "while it lists",
    "while a watch opens",
    "while it closes",
    "with several sockets",
  ]);

  for (const [way, script, stdout] of ways) {
    for (const [name, moment] of moments) {
      if (aborting.has(name)) continue;
      test(
        `${way} ${name}`,
        async () => {
          expect(await runChild(script(moment))).toEqual(clean(stdout));
        },
        LIMIT,
      );
    }
  }

  test.fails(
    "ends at any other moment",
    async () => {
      for (const [, script, stdout] of ways) {
        for (const [name, moment] of moments) {
          if (aborting.has(name))
            expect(await runChild(script(moment)), name).toEqual(clean(stdout));
        }
      }
    },
    10 * LIMIT,
  );

  test(
    "ends naturally with an open socket",
    async () => {
      const moment = `const route = await RouteSocket.open(); await route.links.list(); END();`;
      expect(await runChild(inWorker(moment, "", ""))).toEqual(clean("worker 0\nlo\n"));
    },
    LIMIT,
  );

  test(
    "is one of several, each with sockets of its own",
    async () => {
      const script = `
        const { Worker } = await import("node:worker_threads");
        const code = ${JSON.stringify(`
          import { parentPort } from "node:worker_threads";
          import { RouteSocket } from ${JSON.stringify(built)};
            const sockets = await Promise.all(Array.from({ length: 3 }, () => RouteSocket.open()));
            const lists = await Promise.all(sockets.flatMap(({ links }) => [links.list(), links.list()]));
            for (const socket of sockets) await socket.close();
            parentPort.postMessage(lists.every((list) => list[0].name === "lo"));
        `)};
        const one = () => new Promise((resolve, reject) => {
          const worker = new Worker(code, { eval: true });
          let message;
          worker.on("message", (value) => (message = value));
          worker.on("error", reject);
          worker.on("exit", (code) => resolve([code, message].join()));
        });
        const route = await RouteSocket.open();
        const results = await Promise.all([one(), one(), one(), one()]);
        console.log(results.join(" "), (await route.links.get("lo")).name);
      `;
      expect(await runChild(script)).toEqual(clean("0,true 0,true 0,true 0,true lo\n"));
    },
    LIMIT,
  );
});

describe("nothing is left", () => {
  test(
    "of 200 sockets that were opened and closed",
    async () => {
      const script = `
        ${counting}
        const cycle = async () => {
          const route = await RouteSocket.open();
          await route.links.get("lo");
          for await (const link of route.links.stream()) break;
          const links = await route.links.watch();
          links.changes().next().catch(() => {});
          await route.close();
        };
        // Node starts threads and opens descriptors of its own at first use.
        for (let i = 0; i < 5; i++) await cycle().catch(() => {});
        const before = [descriptors(), tasks(), threads()];
        for (let i = 0; i < 200; i++) await cycle();
        const after = [descriptors(), tasks(), threads()];
        console.log(String(before) === String(after) ? "flat" : before + " " + after, threads());
      `;
      expect(await runChild(script)).toEqual(clean("flat 0\n"));
    },
    LIMIT,
  );

  test(
    "of sockets that could not be opened",
    async () => {
      const script = `
        ${counting}
        const cycle = () => RouteSocket.open({ netns: "nope" }).catch(() => {});
        for (let i = 0; i < 5; i++) await cycle();
        const before = [descriptors(), tasks(), threads()];
        for (let i = 0; i < 50; i++) await cycle();
        const after = [descriptors(), tasks(), threads()];
        console.log(String(before) === String(after) ? "flat" : before + " " + after, threads());
      `;
      expect(await runChild(script)).toEqual(clean("flat 0\n"));
    },
    LIMIT,
  );

  test(
    "of requests, lists and streams on one socket",
    async () => {
      const script = `
        ${counting}
        const route = await RouteSocket.open();
        const round = async () => {
          await route.links.get("lo");
          await route.links.list();
          for await (const link of route.links.stream()) break;
          await route.links.list(undefined, { signal: AbortSignal.abort() }).catch(() => {});
          const links = await route.links.watch();
          await links.close();
          // The I/O thread has worked off what it was told when it answers.
          await route.links.get("lo");
        };
        for (let i = 0; i < 5; i++) await round();
        const before = [descriptors(), tasks()];
        for (let i = 0; i < 200; i++) await round();
        const after = [descriptors(), tasks()];
        console.log(String(before) === String(after) ? "flat" : before + " " + after);
      `;
      expect(await runChild(script)).toEqual(clean("flat\n"));
    },
    LIMIT,
  );

  test(
    "of sockets that were forgotten",
    async () => {
      const script = `
        ${counting}
        const before = [descriptors(), threads()];
        await (async () => {
          for (let i = 0; i < 20; i++) {
            const route = await RouteSocket.open();
            await route.links.get("lo");
          }
        })();
        const most = threads();
        const end = performance.now() + 10_000;
        while (threads() > 0 && performance.now() < end) {
          globalThis.gc();
          await turn();
        }
        console.log(most > 0, threads(), descriptors() - before[0]);
        await rest();
      `;
      expect(await runChild(script, { flags: ["--expose-gc"] })).toEqual(clean("true 0 0\n"));
    },
    LIMIT,
  );

  // Bug: the thread's last wake-up is still queued when the environment ends, and is thrown out of it (SIGABRT).
  test.fails(
    "to be done when the process ends while forgotten sockets are collected",
    async () => {
      const script = `
        ${counting}
        await (async () => { await RouteSocket.open(); })();
        await turn();
        globalThis.gc();
        await turn();
      `;
      expect(await runChild(script, { flags: ["--expose-gc"] })).toEqual(clean());
    },
    LIMIT,
  );

  test(
    "of a socket's work is lost although only the work is remembered",
    async () => {
      const script = `
        ${counting}
        const list = async () => (await RouteSocket.open()).links.list();
        const lists = [];
        for (let i = 0; i < 20; i++) {
          const pending = list();
          globalThis.gc();
          await turn();
          globalThis.gc();
          lists.push(await pending);
        }
        console.log(lists.length, lists.every(([{ name }]) => name === "lo"));
        await rest();
      `;
      expect(await runChild(script, { flags: ["--expose-gc"] })).toEqual(clean("20 true\n"));
    },
    LIMIT,
  );
});

test(
  "several sockets, in several namespaces, work side by side",
  async () => {
    namespace.ip("link", "add", "only-here", "type", "ifb");
    const script = `
      const sockets = await Promise.all([
        RouteSocket.open(),
        RouteSocket.open(${netns}),
        RouteSocket.open(),
        RouteSocket.open(${netns}),
      ]);
      const rounds = await Promise.all(
        sockets.flatMap(({ links }) => Array.from({ length: 25 }, () => links.list({ name: "only-here" }))),
      );
      console.log(rounds.map(({ length }) => length).join(""));
      await Promise.all(sockets.map((socket) => socket.close()));
    `;
    const expected = [0, 1, 0, 1].map((count) => count.toString().repeat(25)).join("");
    expect(await runChild(script)).toEqual(clean(`${expected}\n`));
  },
  LIMIT,
);
