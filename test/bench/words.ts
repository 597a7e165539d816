/** Words that generated code and prose are made of, the frequent ones first. */
import type { Random } from './random.ts';

type Words = readonly [string, ...string[]];

function wordsOf(text: string): Words {
  const [first = '', ...others] = text.trim().split(/\s+/);
  return [first, ...others];
}

const PROSE = wordsOf(`
the of to and a in is that for it be this with are as not on if when by or from which an can will at has its have one must was than
value all no only used set file each other then may but given function returns call first time same into any list name before after
default type data path number error so new string result does both them line current key two order need point also because while
should where there would been between they more how used see note make sure these however otherwise without about every still already
through until whether option example instead later another buffer process request read write memory size length index node object
array field table column row version state event handler message signal queue lock thread task worker cache block page device driver
kernel register address offset bit byte mask flag interrupt clock power bus channel packet header checksum socket protocol client
server session token user account permission role policy group member owner parent child root leaf branch tree graph edge vertex
weight cost limit range bound minimum maximum average count total sum difference product ratio percent rate speed latency timeout
retry attempt failure success warning exception stack frame pointer reference copy move clone merge split join filter map reduce sort
search match replace insert remove delete update append prepend push pop shift slice chunk window batch stream pipe source target
input output format parser lexer grammar syntax expression statement declaration definition scope symbol import export module package
library dependency build compile link load unload start stop pause resume open close create destroy allocate release acquire
initialise configure validate verify check test assert expect mock fixture snapshot coverage report summary detail description title
label button dialog menu panel layout style theme color width height margin padding border font image icon video audio text document
paragraph section chapter heading footer sidebar navigation route screen view controller model service provider factory builder
adapter wrapper decorator visitor observer listener callback promise future async await generator iterator collection dictionary
hash digest signature certificate secret password username email phone street city country currency price amount invoice payment
order customer product category inventory warehouse shipment delivery return refund discount coupon tax
although therefore several common rather usually explicit implicit underlying particular respectively simultaneously approximately
compatibility performance architecture implementation documentation environment configuration application development production
`);

const CODE = wordsOf(`
get set is value name type data id key index size list item node path file text line count result error options config context state
start end next prev first last left right min max map string number array object length offset width height buffer stream event
handler callback request response client server user session token message body header status code method url host port query params
props children parent root child element component render update create delete remove add insert find filter sort merge copy parse
format encode decode read write open close load save init reset clear apply resolve reject emit listen connect send receive fetch
cache store queue stack task job worker thread lock mutex signal timer delay timeout interval retry limit page row column table field
record entry schema model view layout style theme color font image icon button input output label title panel dialog menu tab
register device driver channel clock power irq dma mmio phy bus pin gpio reg mask shift flag bits word byte block sector inode dentry
super mount page frame vm zone slab alloc free kmalloc probe attach detach suspend resume enable disable lookup match compare hash
digest sign verify token scope symbol lexer parser ast visitor emitter builder factory provider registry service manager controller
router middleware plugin loader bundle chunk module package version release branch commit tag diff patch hunk tree blob ref remote
login account email address phone country currency amount price total tax invoice order product customer category stock shipment
metric counter gauge histogram sample bucket rate average median percentile window batch epoch vector matrix tensor kernel stride
pad axis shape dtype layer weight bias gradient loss optimizer schedule
`);

const HEX = '0123456789abcdef';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A word of prose. */
function word(random: Random): string {
  return random.skewed(PROSE);
}

/** Prose of `count` words, with capitals and full stops. */
export function prose(random: Random, count: number): string {
  const words = Array.from({ length: count }, (_, at) => (at > 0 && at % 13 === 12 ? `${word(random)},` : word(random)));
  const sentence = words.join(' ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** The parts of a name in code. */
function parts(random: Random): string[] {
  return Array.from({ length: 1 + random.below(3) }, () => random.skewed(CODE));
}

/** `parseQueryIndex`. */
export function camel(random: Random): string {
  return parts(random)
    .map((part, at) => (at === 0 ? part : capital(part)))
    .join('');
}

/** `ParseQueryIndex`. */
export function pascal(random: Random): string {
  return parts(random).map(capital).join('');
}

/** `parse_query_index`. */
export function snake(random: Random): string {
  return parts(random).join('_');
}

/** `PARSE_QUERY_INDEX`. */
export function constant(random: Random): string {
  return snake(random).toUpperCase();
}

/** `parse-query-index`. */
export function kebab(random: Random): string {
  return parts(random).join('-');
}

/** A number as code has them. */
export function numeral(random: Random): string {
  return random.pick(['0', '1', '2', '8', '16', '100', '255', '1024', String(random.below(100000)), `0x${random.digits(HEX, 4)}`]);
}

/** Hexadecimal digits. */
export function hex(random: Random, length: number): string {
  return random.digits(HEX, length);
}

/** Digits of Base64. */
export function base64(random: Random, length: number): string {
  return random.digits(BASE64, length);
}

/** `4.17.21`. */
export function version(random: Random): string {
  return `${random.below(12)}.${random.below(30)}.${random.below(20)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
