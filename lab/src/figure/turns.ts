/** Work that waits for its turn. */
const waiting: (() => void)[] = [];
let busy = false;

/** Does pieces of work one after the other, each after a repaint, so that the page answers meanwhile. @returns what takes it back. */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  next();
  return () => {
    const place = waiting.indexOf(work);
    if (place >= 0) waiting.splice(place, 1);
  };
}

function next(): void {
  if (busy || waiting.length === 0) return;
  busy = true;
  requestAnimationFrame(() =>
    setTimeout(() => {
      waiting.shift()?.();
      busy = false;
      next();
    }),
  );
}
