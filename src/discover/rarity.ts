/** How rare three characters are in ordinary source text: which part of an anchor to look for. */

/**
 * Rarity of two adjacent characters, folded to 5 bits each (`code & 31`): -2 log2 of their share, one base64 digit each, row by first
 * character. Counted over about 100 MB of C, C++, Python, JavaScript, TypeScript, Perl, JSON and prose. Only speed depends on it.
 */
const PAIRS =
  'HPPPQRQQQPRVRRRPQUQPOSTRUVWRTQZTSXTSTaYTaTYXPRPcTaPRPVWYYVbddZYZUUVWYTZXYTUdRYXUXaVVXTabYVXYXZWZSSZUVRbbRUXTSWYPXcVWQVacYZbdYbgX' +
  'QTXXVPYYWRWbVXVTYZWUWVZaYZXXbaYUNSVRQTRUTTUbQSOVUVOPQaVWRVUXYXYTQUZZaVUbXQYgVYVSacUXVUcbaXebbYgYSXYWZRZXUTVdSWTWXbVVWXabcdYYZYbW' +
  'TRWWVPZWWQWbXXWTWaUUTYacacaYbccWRUTRSUSSYRTaQTNQVYUQQbVeXeUSZXZYMXZSYVWZcSPaYZZTXUWUVXWXYahdYVbbVXcZdTdaaVZbYbZbddcYcagdjheceaeU' +
  'NRXYVPUXWQRcRYXRYaYUTTYcdVaabbcTTRVYYQXZaUZcVRYTSZWVZXccaWbdacUXPRWRQQUQUTRXUWTRSWXQPTWabWYZaZbVRVUTRYSVZUTWTROSRdPSSSVUZdbbccYX' +
  'VRYZYQZZWUVXSYVSRVRVSUXYWTYZaYaUWbabaaZceYXfXcYdWWVYYUXYYXbbeagXQQWUVOXTWQVXUTRRTXTSRUWXYUXZZWZVPVXUZPZWTRUURXSSTYVQOTYWZWVXZXbV' +
  'OQWVWOXXOPUcTUUQUYQSTSYWWRWXZYYTWWUWVTXYgVXbSURbTYRSSZYaYZcfedhdYTabcRbbeVXiZZbXYZYZWYYZYZcceddZWUbbaWbcVTYgZcXWYZWYZZZYZacfeehY' +
  'WYZXbXabbWXcYXZaUYYUTWZaXZbaebhXRZZabZaZYXWhVYWWSZWWXZZYZXZbcadVRaZadWccdZUicaZXaebabcegheVdcdhbUbZbZbbZeZPcacXdXaaZaecghjfebYdd' +
  'WXXaYcbaaaYeacYUZfcYXVedXkfcWbfbQdVceccbZVTcXcaccdcdageihhcVaTVeTdccdeccabVkbcaecgdccgggZlcXUcYbYVXSVVVWXUbaVVVVUaWSUXWZYeYaddiU';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Takes three characters of `literal` from `at`; gives an estimate of the share of text positions where they stand. */
export type Share = (literal: string, at: number) => number;

/** Unpacks the table. */
export function trigramShares(): Share {
  const byDigit = new Map([...DIGITS].map((digit, value) => [digit, 2 ** (-value / 2)]));
  const pairs = Float64Array.from(PAIRS, (digit) => byDigit.get(digit) ?? 0);
  const singles = Float64Array.from({ length: 32 }, (_, first) => pairs.subarray(first * 32, first * 32 + 32).reduce((a, b) => a + b));
  const code = (literal: string, at: number) => literal.charCodeAt(at) & 31;
  return (literal, at) => {
    const middle = code(literal, at + 1);
    const left = pairs[code(literal, at) * 32 + middle] ?? 0;
    const right = pairs[middle * 32 + code(literal, at + 2)] ?? 0;
    return (left * right) / (singles[middle] ?? 1);
  };
}
