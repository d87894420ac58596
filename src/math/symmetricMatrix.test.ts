import { expect, it } from "vitest";
import { eigensystem } from "./symmetricMatrix.ts";

it("takes a symmetric matrix apart into eigenvalues and orthogonal eigenvectors", () => {
  const size = 5;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return Math.sin(1 + row * column) + (row === column ? row - 1 : 0);
  });
  const { values, vectors } = eigensystem(matrix, size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let [again, product] = [0, 0];
      for (let k = 0; k < size; k++) {
        again += vectors[i * size + k]! * values[k]! * vectors[j * size + k]!;
        product += vectors[k * size + i]! * vectors[k * size + j]!;
      }
      expect(again).toBeCloseTo(matrix[i * size + j]!, 12);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  expect([...values].some((value) => value < 0)).toBe(true);
});
