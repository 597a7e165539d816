/** Words that many languages share, and what tells a sentence from a value. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Words before a bracket or a string that call nothing. */
export const KEYWORDS = words(`
  if elif elseif elsif else unless while until for foreach switch match case when catch except with return yield await and or not in is of
  do then loop new delete typeof instanceof throw throws raise rescue ensure default where select from import export as let const var val
  function func fn fun def lambda class struct enum interface impl extends implements begin end try finally guard defer go await async
  assert public private protected static echo to`);

/** Words that declare: the name comes behind them. */
export const DECLARING = words(`
  const let var val def dim set my our local global static public private protected internal readonly final mutable export param variable
  declare constexpr inline extern auto type pub mut lazy override rec Const Dim Private Public Shared ReadOnly Static Protected Friend`);

/** First words of statements in which \`name:\` is no key. */
export const CONDITIONS = words('if elif while for case else with except match when default switch try finally lambda class def');

/** Exported things that are not taken from another module. */
export const EXPORTED = words('default const let var function class async enum abstract namespace declare interface');

/** Calls whose two first arguments are a key and its value. */
const SETTERS =
  /(?:^|[.:])(?:put|set\w*|of|entry|append|add\w*|header|headers|env|withEnv|setenv|putenv|define|replace|attr|attribute|property|setdefault)$/i;

/** A call that sets a variable or setting by name. */
export function isSetter(callee: string): boolean {
  return SETTERS.test(callee);
}

/** Calls that write for people: logs, output, errors, assertions. */
const LOGGING = new RegExp(
  `(?:^|[.:])(?:${[
    'print\\w{0,3}|put[Ss]tr(?:Ln)?|fprintf?|eprintln|eprint|dbg|puts|echo|printerr|write_?line|write-\\w{1,12}|writeln|std\\w{3}\\.write|console\\.write|message|msg|warning|warn|warnf|warningf',
    'log\\w{0,10}|info\\w?|debug\\w?|trace\\w?|error\\w?|fatal\\w{0,2}|critical|exception|notice|success|severe|fine|panic\\w?|bail|die|croak|confess|abort|fail',
    'fail\\w{0,8}|todo|unimplemented|unreachable|expect|assert\\w{0,24}|stop|cat|alert|notify|toast|skip|skipif|skipreason',
    'st.(?:write|markdown|title|header|subheader|caption|text)|errors.New|Errorf|anyhow|ensure|\\w{0,40}(?:Error|Exception|Warning)|usage|add_parser|markdown',
  ].join('|')})$`,
  'i',
);

/** A call that writes for people. */
export function isLogging(callee: string): boolean {
  return (
    LOGGING.test(callee.slice(-64)) ||
    /^(?:console|logger|logging|log|slog|log4js|winston|pino|tracing|zap|klog|glog|logrus|st|io)[.:]/i.test(callee)
  );
}

/** First words of statements that do the same. */
export const TELLING_WORDS = words('raise throw assert puts print println echo die warn panic fail stop message printf error log say');

/** Arguments and keys whose value is for people. */
export const HELP_KEYS =
  /^(?:help|helptext|help_text|description|desc|longdescription|summary|epilog|usage|tooltip|hint|message|msg|reason|comment|doc|docs|docstring|about|long_about|notes?|aria-label|alt|error|err|errors|err_?msg|error_?(?:message|msg|text)|failure)$/i;

const LONGEST = 4000;
const SQL = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|MERGE|GRANT)\s/;
const COMMAND = /^--?[a-z]|[={}|\\]|^\$|&&|^[[\]]/i;
const PLAIN = /^["'\u201c\u2018(*#[<-]*\p{L}[\p{L}'\u2019-]*["\u201d)*.,;!?\u2026>\]]*$/u;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const FEWEST_WORDS = 4;
const FEWEST_WIDE = 8;

/** Reads like a sentence or a label of four words or more, not like a command, a query, JSON or a value. */
export function isProse(text: string): boolean {
  const part = text.slice(0, LONGEST);
  if (/^\s{0,200}[{[]\s{0,200}\\?["{[]/.test(part)) return false;
  if (wideOf(part) >= FEWEST_WIDE) return true;
  const found = part.trim().split(/\s+/);
  if (found.length < FEWEST_WORDS || SQL.test(part)) return false;
  const plain = found.filter((word) => PLAIN.test(word)).length;
  return plain * 2 >= found.length && found.filter((word) => COMMAND.test(word)).length * 8 < found.length;
}

/** Reads like something said to people where something is said to people: more than one word. */
export function isSaid(text: string): boolean {
  const part = text.slice(0, LONGEST).trim();
  return /\s/.test(part) || wideOf(part) > 1;
}

/** What a format fills in: https://pkg.go.dev/fmt, https://doc.rust-lang.org/std/fmt/, https://docs.python.org/3/library/string.html#format-string-syntax */
const PLACE = /%[-+#0-9.]{0,8}[a-zA-Z]\b|\{[\w.:!]{0,40}\}|\$\w/;
const WENT_WRONG =
  /\b(?:errors?|fail(?:s|ed|ure)?|unavailable|time(?:d )?out|invalid|returned|unable|could ?n[o']t|cannot|can't|not found|missing|exceeded|refused|rejected|unexpected|unsupported|not supported)\b/i;
/** `Kimi: {}`, `deepseek-chat stream: %v`; what is filled in comes behind. */
const BEHIND_COLON = /^(?!X-)\p{L}[\p{L}\p{N} ._/'()[\]-]{0,80}:\s{1,4}$/u;

/** A text that is filled in and says what went wrong, or names what is told of: not what a model is called. */
export function isMessage(text: string, isFilled: boolean): boolean {
  const part = text.slice(0, LONGEST);
  const at = part.search(PLACE);
  if ((at < 0 && !isFilled) || /^\s{0,200}[{[<"'$@-]/.test(part) || SQL.test(part)) return false;
  return BEHIND_COLON.test(at < 0 ? part : part.slice(0, at)) || (WENT_WRONG.test(part) && /\S\s+\S/.test(part));
}

function wideOf(text: string): number {
  return text.match(WIDE)?.length ?? 0;
}
