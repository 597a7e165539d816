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

/** Takes four characters of a lower-case `literal` from `at`; gives an estimate of the share of text positions where they stand. */
export type Share = (literal: string, at: number) => number;

/** Unpacks the tables. */
export function quadShares(): Share {
  const byDigit = new Map([...DIGITS].map((digit, value) => [digit, 2 ** (-value / 2)]));
  const pairs = Float64Array.from(PAIRS, (digit) => byDigit.get(digit) ?? 0);
  const singles = Float64Array.from({ length: 32 }, (_, first) => pairs.subarray(first * 32, first * 32 + 32).reduce((a, b) => a + b));
  const common = new Set(WORDS.flatMap((word) => Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => word.slice(at, at + 4))));
  const pair = (literal: string, at: number) => pairs[classOf(literal.charCodeAt(at)) * 32 + classOf(literal.charCodeAt(at + 1))] ?? 0;
  const single = (literal: string, at: number) => singles[classOf(literal.charCodeAt(at))] ?? 1;
  return (literal, at) => {
    const share = (pair(literal, at) * pair(literal, at + 1) * pair(literal, at + 2)) / single(literal, at + 1) / single(literal, at + 2);
    return common.has(literal.slice(at, at + 4)) ? Math.max(share, COMMON) : share;
  };
}

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 48 && code <= 57) return 26;
  const index = CLASSES.indexOf(String.fromCharCode(code));
  return index < 0 ? OTHER : index;
}
