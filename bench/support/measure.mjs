// Interleaved rounds: every case once a round, in turn, so that what else the machine does falls on all of them alike.

/**
 * Measures cases against the first one. A case has a `name` and a `run`, which resolves to its figure, or to nothing:
 * then the figure is the milliseconds that it took. Instead of `run` it may have `skipped`, which says why it cannot.
 * `reach` is what the first case shall reach against this one: `{ text, holds(ratio) }`.
 */
export async function interleaved(cases, { rounds, warmup = 2, unit = "ms", collect = false }) {
  const samples = new Map(cases.filter(({ run }) => run).map((one) => [one, []]));
  for (let round = -warmup; round < rounds; round++) {
    for (const [one, figures] of samples) {
      // What one case leaves behind is not collected on another's time.
      if (collect) globalThis.gc();
      const start = performance.now();
      const figure = (await one.run()) ?? performance.now() - start;
      if (round >= 0) figures.push(figure);
    }
  }
  const first = median(samples.get(cases[0]) ?? []);
  return cases.map((one) => row(one, samples.get(one), first, unit));
}

/** A row of the table: what was measured, its median and quartiles, and the first case's median against it. */
function row({ name, skipped, reach, limit }, figures, first, unit) {
  if (!figures) return { name, skipped };
  const sorted = figures.toSorted((a, b) => a - b);
  const result = {
    name,
    unit,
    median: median(sorted),
    low: quantile(sorted, 0.25),
    high: quantile(sorted, 0.75),
  };
  const ratio = first / result.median;
  if (ratio !== 1) result.ratio = ratio;
  // A limit is for the figure itself, a reach for the first case's ratio to it.
  if (limit) result.reach = { text: limit.text, met: limit.holds(result.median) };
  if (reach) result.reach = { text: reach.text, met: reach.holds(ratio) };
  return result;
}

export const atMost = (figure, unit) => ({
  text: `≤ ${figure} ${unit}`,
  holds: (value) => value <= figure,
});
export const slowerAtMost = (times) => ({
  text: `≤ ${times}× its time`,
  holds: (ratio) => ratio <= times,
});
export const fasterAtLeast = (times) => ({
  text: `≥ ${times}× faster`,
  holds: (ratio) => 1 / ratio >= times,
});

function median(figures) {
  return quantile(
    figures.toSorted((a, b) => a - b),
    0.5,
  );
}

function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  return below + (sorted[Math.ceil(at)] - below) * (at % 1);
}
