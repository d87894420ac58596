/** The argument of an option as it is typed: in quotes where it has more than letters, digits and plain signs. */
export function argument(text: string): string {
  return /^[\w.,=+:/-]+$/u.test(text) ? text : `"${text}"`;
}
