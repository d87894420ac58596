import { expect, test } from "vitest";
import { mean, standardDeviation } from "../math/statistics.ts";
import { drawExponential, drawInteger, drawNormal, drawTime, shuffled, wholeSteps } from "./draws.ts";
import { taskRandom } from "./taskRandom.ts";

const random = taskRandom(5, 1);
const many = Array.from({ length: 20_000 }, (_, trial) => trial);

test("normal and exponential numbers have their means and spreads", () => {
  const normal = many.map((trial) => drawNormal(random, 0, trial));
  expect(Math.abs(mean(normal))).toBeLessThan(0.03);
  expect(Math.abs(standardDeviation(normal) - 1)).toBeLessThan(0.03);
  const exponential = many.map((trial) => drawExponential(random, 4, 1, trial));
  expect(Math.abs(mean(exponential) - 4)).toBeLessThan(0.15);
  expect(Math.abs(standardDeviation(exponential) - 4)).toBeLessThan(0.2);
  expect(exponential.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
});

test("times are whole steps within their limits", () => {
  const times = many.map((trial) => drawTime(random, [0.5, 1.5], 2, trial));
  expect(times.every((time) => time >= 0.5 - 1e-9 && time <= 1.5 + 1e-9)).toBe(true);
  expect(times.every((time) => Math.abs(time / 0.02 - Math.round(time / 0.02)) < 1e-9)).toBe(true);
  expect(Math.abs(mean(times) - 1)).toBeLessThan(0.02);
  expect(wholeSteps(0.001)).toBeCloseTo(0.02, 12);
});

test("whole numbers and orders are equally likely", () => {
  const counts = [0, 0, 0];
  for (const trial of many) counts[drawInteger(random, 3, 3, trial)]! += 1;
  for (const count of counts) expect(Math.abs(count / many.length - 1 / 3)).toBeLessThan(0.015);
  const orders: Record<string, number> = {};
  for (const trial of many) {
    const order = shuffled(random, ["a", "b", "c"], 4, trial).join("");
    orders[order] = (orders[order] ?? 0) + 1;
  }
  expect(Object.keys(orders).length).toBe(6);
  for (const count of Object.values(orders)) expect(Math.abs(count / many.length - 1 / 6)).toBeLessThan(0.015);
});
