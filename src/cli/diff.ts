export async function diffCommand(_: readonly string[]): Promise<number> {
  return 70;
}
