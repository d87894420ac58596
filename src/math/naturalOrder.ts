/**
 * Orders texts by their code points, runs of digits by their number: `block 2` before `block 10`. The same everywhere,
 * whatever the machine's language.
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let place = 0; place < Math.min(left.length, right.length); place++) {
    const order = compareParts(left[place]!, right[place]!);
    if (order !== 0) return order;
  }
  // `7` and `07` count the same; the texts still have an order.
  return left.length - right.length || compareCodePoints(a, b);
}

function partsOf(text: string): string[] {
  return text.match(/\d+|\D+/gu) ?? [];
}

function compareParts(a: string, b: string): number {
  const areDigits = isDigits(a) && isDigits(b);
  if (!areDigits) return compareCodePoints(a, b);
  const [left, right] = [a.replace(/^0+(?=\d)/u, ""), b.replace(/^0+(?=\d)/u, "")];
  return left.length - right.length || compareCodePoints(left, right);
}

function isDigits(part: string): boolean {
  return /^\d/u.test(part);
}

/** Orders texts by their code points (not by UTF-16 units, as `<` does). */
export function compareCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let place = 0; place < Math.min(left.length, right.length); place++) {
    const order = left[place]!.codePointAt(0)! - right[place]!.codePointAt(0)!;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
