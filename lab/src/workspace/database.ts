/** What is kept in the person's browser: named things, and the finished parts of runs. */
const name = "neohebb-lab";
const version = 1;

let opened: Promise<IDBDatabase> | null = null;

/** The database, opened once. @throws DOMException if the browser keeps nothing (private windows of some). */
export function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("things", { keyPath: "id" });
      request.result.createObjectStore("units");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** What a request gives. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Ends when everything of a transaction is kept. @throws DOMException `QuotaExceededError` if there is no room. */
export function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
