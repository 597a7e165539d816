/** How rare four characters are in ordinary source text: which part of an anchor to look for. Only speed depends on it. */

/** Classes of characters: each letter, digits, five signs of names, and all others. */
const CLASSES = 'abcdefghijklmnopqrstuvwxyz0-_./';
const OTHER = CLASSES.length;

/**
 * Rarity of two adjacent characters: -2 log2 of their share, one base64 digit each, a row of 32 by class of the first. Counted over
 * about 100 MB of C, C++, Python, JavaScript, TypeScript, Perl, JSON and prose.
 */
const PAIRS =
  'aUSTaYUdUeWQSPfTePRPVWaYWeWaZZeRVbZcTbehUWgUdeVdhXWcUijhWeWdaabUSaXaRbfRVbTTWdPYfVXRVdecaiWcXYZSUZZWPacdSffXbcUbfYWZWbdbakVZVWZO' +
  'SXRQURVbXdbRSPWUVOPQbVWRVfWXTTWMUbaaVVgeRnhWeZSdkUZVUjfjYoVYYWfQYeafSdaVUkhWZVYZkVWYYdggfedbXYaRSgfePfhiSlhdbdTajXaUahhldmbaYafS' +
  'UTRSUSSidhaRTNQVdUQQdViYhWdeZbeVbighWjinemblkkafjkYicihpkphhfhobXgZeTfdeXkidebcfkfYcagdmhkfdUbeTSabVPUZZQicSddSajcUUTYdgVfcZTYYQ' +
  'RWcZQafjUieYWcUSjeWcXfhhWldcXabSScSQQVRdUfYWbXRYhcQPUXfiWfYZWWbOXVUSZSWeVbWTSOURiPSSSWUbefgcXbdRRebZQbeYVkYTbbSVfSXTUddiUibcVafT' +
  'fhhkgijlhkleiiljeffhVkdmklikeglZRaVWOYVdQkXWUSRXhTSSVYaiUjcaVWaOVdUZOaZURhUTYXTUcYQOTbaeWfYaVTWNRcWYOYfOPhcXZYQWjQTUScWXRgYYTVYN' +
  'XVWWTYYjVhfTURcVmRSSfekbjhWjediWTgdiRggkVpieagXdogddigjgioYgaegXUhfcXhiVTliehZWfmYZfgkaklogfabgVZdYeXcjiYodeaheVkhcUihkbdjUbYbdU' +
  'adcfbdbjamiZZYXSkWXZghamjhfcXZbQbkkmWjmjbqnfflZlnjjkjpkmggfhdahaVWWVVVhiflhdggiekgfgfijXlkLWUTaNbcZbbZddbigabccaibZbdedhkdVSilkT' +
  'VXSVVVXYUfaWVWVUeWSUXWZZfdZhUfdWYaVYYZZXYadYZZXWhZWXbacehfTnXXbRZYYZbcYdYeiaYcaZjaYZbcbdhjbjjfTSOROQQQSTOXVQQQPQZQONRSRUWXNUSTRF';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Words of code and prose whose parts are far more common than their pairs of letters. */
const WORDS = (
  'struct return const class string include function static public private import export default while switch typedef template namespace ' +
  'operator pointer integer internal interface iteration version option action function content contents current document element ' +
  'instance reference sequence character parameter argument attribute variable property object method module package project ' +
  'byte bytes time light base code coder open close read write file line name type size value data node list table index number ' +
  'error message result process program system service server client request response session search research compile compass ' +
  'flags start state status self this that with from have will which there other them then these when they would about should could ' +
  'license copyright warranty software distribution information implementation application configuration context test tests ' +
  'http https www com org net html body text font color width height left right true false null undefined void char unsigned long double float'
).split(' ');
const COMMON = 1e-3;

/** Takes a lower-case ASCII literal; gives an estimate of the share of text positions where its four characters from `at` stand. */
export type Share = (literal: string, at: number) => number;

/** Unpacks the tables. */
export function quadShares(): Share {
  const classes = classTable();
  const byDigit = new Map([...DIGITS].map((digit, value) => [digit, 2 ** (-value / 2)]));
  const pairs = Float64Array.from(PAIRS, (digit) => byDigit.get(digit) ?? 0);
  const singles = Float64Array.from({ length: 32 }, (_, first) => pairs.subarray(first * 32, first * 32 + 32).reduce((a, b) => a + b));
  const common = new Set<number>();
  const shareAt = (literal: string, at: number, isOfWord: boolean) => {
    const second = classes[literal.charCodeAt(at + 1)] ?? OTHER;
    const third = classes[literal.charCodeAt(at + 2)] ?? OTHER;
    const left = (classes[literal.charCodeAt(at)] ?? OTHER) * 32 + second;
    const right = third * 32 + (classes[literal.charCodeAt(at + 3)] ?? OTHER);
    const key = left * 1024 + right;
    if (isOfWord) common.add(key);
    if (common.has(key)) return COMMON;
    const middle = (pairs[second * 32 + third] ?? 0) / (singles[second] ?? 1) / (singles[third] ?? 1);
    return (pairs[left] ?? 0) * middle * (pairs[right] ?? 0);
  };
  for (const word of WORDS) {
    for (let at = 0; at + 4 <= word.length; at++) shareAt(word, at, true);
  }
  return (literal, at) => shareAt(literal, at, false);
}

function classTable(): Uint8Array {
  const table = new Uint8Array(256).fill(OTHER);
  for (let index = 0; index < CLASSES.length; index++) table[CLASSES.charCodeAt(index)] = index;
  return table.fill(CLASSES.indexOf('0'), 48, 58);
}
