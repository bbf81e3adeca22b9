/** Ends a switch over every case; a new case in the schema then fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected answer: ${JSON.stringify(value)}`);
}
