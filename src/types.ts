/** The words of the program, one each. This file imports nothing. */

/** What an occurrence is evidence of. */
export const KINDS = ['model-id', 'endpoint', 'package', 'credential', 'weights', 'architecture', 'symbol', 'name'] as const;
export type Kind = (typeof KINDS)[number];

/** `use`: would run or depend on it. `mention`: prose, comments, recorded or generated data. */
export const USAGES = ['use', 'mention'] as const;
export type Usage = (typeof USAGES)[number];

/** How sure it is that the value means what is said of it, the surest first. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** SARIF result levels, the gravest first; a policy fails from one of them on, or never. */
export const LEVELS = ['error', 'warning', 'note'] as const;
export type Level = (typeof LEVELS)[number];
export type FailOn = Level | 'never';

/** How a codebase reaches a model, strongest first. */
export const EXPOSURES = ['in-country-api', 'offshore-api', 'third-party-api', 'self-hosted', 'artifact', 'dependency', 'unknown'] as const;
export type Exposure = (typeof EXPOSURES)[number];

/** One line of one file. Lines and columns start at 1; columns count UTF-16 code units; `endColumn` is one past the last. */
export interface Location {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/**
 * How a stretch of text stands in its file:
 * `string` a literal or scalar value; `key` a configuration key or variable name; `identifier` a name in code;
 * `import` a module path; `package` a dependency in a manifest or lockfile; `word` comment, prose or plain text;
 * `architecture` a model class or type that a model file declares; `base` a base model that it declares; `file` a file's name.
 */
export type Form = 'string' | 'key' | 'identifier' | 'import' | 'package' | 'word' | 'architecture' | 'base' | 'file';

/** What a manifest or lockfile says of a dependency. */
export interface PackageFacts {
  /** purl type: npm, pypi, golang, cargo, maven, nuget, gem, composer, hex, pub, swift, cocoapods, cran, conda, julia */
  readonly ecosystem: string;
  readonly version: string | null;
  /** From the root's direct dependency down to this package, when the format tells it. */
  readonly dependencyPath: readonly string[];
}

/** A stretch of a file's text and what it is. Offsets are UTF-16 code units into the file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
  /** Set when the syntax itself says so (a comment, a logged string). Otherwise the file decides. */
  readonly usage?: Usage;
  /** Where it stands, outermost first: `['services', 'llm', 'environment', 'MODEL']`, `['import']`, `['ChatOpenAI', 'base_url']`. */
  readonly keys: readonly string[];
  /** Spans of one file with an equal scope belong together: one call, object, service or section. `''` is the whole file. */
  readonly scope: string;
  /** The value meant, when it is not the text itself (unescaped, joined, resolved). */
  readonly value?: string;
  readonly package?: PackageFacts;
  /** Looked at, says nothing: a hash, a checksum, a resolved address. */
  readonly skip?: true;
  /** Scopes around `scope`, nearest first. */
  readonly within?: readonly string[];
  /** The variable or member that is given what this stands in: `client` of `client = OpenAI(base_url=...)`. */
  readonly binding?: string;
  /** Of a name that is called: the names of its arguments, in order; `''` for one without a name. */
  readonly given?: readonly string[];
  /** Of a name that is imported: the module that it is taken from. */
  readonly module?: string;
}

/** A file as an extractor sees it. */
export interface SourceFile {
  /** Relative to the scan root, with `/`. */
  readonly path: string;
  /** Decoded text without a byte order mark; empty for binary files. */
  readonly text: string;
  /** Size on disk, bytes. */
  readonly size: number;
  /** Offsets in `text` where a rule's anchor starts, ascending. */
  readonly anchors: readonly number[];
  /** The first bytes of a binary file (model headers); empty for text. */
  readonly head: Uint8Array;
}

/** Reads one file format. Pure; knows no family and no policy. May throw: the file's text is then read as plain text. */
export interface Extractor {
  /** Path of the file under src/extract without its ending: `node/package-lock`. */
  readonly id: string;
  /** Globs over the path that this extractor reads; the first extractor of the list that claims a file reads it. */
  readonly files: readonly string[];
  /** For files whose content, not name, tells the format. */
  readonly claims?: (file: SourceFile) => boolean;
  read(file: SourceFile): Span[];
}

/** A fact that an extractor read: one value at one place. What it has of its span means the same. */
export interface Evidence extends Pick<Span, 'form' | 'keys' | 'scope' | 'package' | 'within' | 'binding' | 'given' | 'module'> {
  readonly value: string;
  readonly location: Location;
  readonly usage: Usage;
  /** The value is the whole span, not a word of a longer text. */
  readonly whole: boolean;
  readonly extractor: string;
}

/** Countries as ISO 3166 codes; null: not known. Three facts, never merged. */
export interface Origin {
  readonly weights: string | null;
  readonly developer: string | null;
  readonly host: readonly string[];
}

/** One step of what a model was made from, nearest first. */
export interface Ancestor {
  readonly name: string;
  readonly family: string | null;
  /** finetune, distillation, merge, adapter, quantization, base */
  readonly relation: string;
  /** documented, declared, recalled, name */
  readonly evidence: string;
}

/** What a model id says: the answer of `pedigree identify`. */
export interface Identity {
  readonly id: string;
  readonly family: string | null;
  /** Developer id of rules/developers, or `unknown`. */
  readonly developer: string;
  readonly origin: { readonly weights: string | null; readonly developer: string | null };
  readonly lineage: readonly Ancestor[];
  readonly confidence: Confidence;
  readonly reason: string;
  /** The name without organisation, host, tag and packaging: `Qwen2.5-7B-Instruct`. */
  readonly name: string;
  /** Read by the grammar: generation `2.5`, sizes `7B`, variants `Instruct`, packaging `GGUF Q4_K_M`. */
  readonly parts: Readonly<Record<'sizes' | 'variants' | 'packaging', string[]>> & { readonly generation: string | null };
}

/** One piece of evidence of a component. */
export interface Occurrence {
  readonly location: Location;
  readonly kind: Kind;
  readonly usage: Usage;
  readonly value: string;
  /** Where it stands, for people: `services.llm.environment.MODEL`. */
  readonly context: string;
  readonly confidence: Confidence;
  /** Why this confidence. */
  readonly reason: string;
  readonly exposure: Exposure | null;
  /** Id of rules/hosts: who runs it, when it is called at an endpoint that is known. */
  readonly host?: string;
  /** Country where inference runs at that host, as the operator states it; null or absent: not stated. */
  readonly region?: string | null;
  /** How the exposure is known, or why it is not. */
  readonly reached?: string;
  /** The models, one or the other, that a call takes which names none. */
  readonly takes?: string;
  /** What else a policy may ask about: `remote-code`, `unpinned`, `literal-key`. */
  readonly traits?: readonly string[];
  readonly extractor: string;
  readonly scope: string;
  readonly dependencyPath: readonly string[];
}

/** A licence under which the rules say that models, or their base, are published; `reviewed`: when somebody last read it at the source. */
export type Licence = Readonly<Record<'name' | 'models' | 'source' | 'reviewed', string>>;

/** A model, a hosted service or a package that the codebase uses. */
export interface Component {
  readonly id: string;
  readonly type: 'model' | 'service' | 'package';
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly family: string | null;
  readonly developer: string;
  readonly origin: Origin;
  readonly lineage: readonly Ancestor[];
  /** The name does not show the base that the lineage tells. */
  readonly hidden?: true;
  /** Absent: none is known. */
  readonly licences?: readonly Licence[];
  readonly exposures: readonly Exposure[];
  readonly occurrences: readonly Occurrence[];
}

/** Why a finding is accepted. */
export interface Suppression {
  readonly kind: 'inSource' | 'external';
  readonly justification: string;
  readonly owner?: string;
  readonly expires?: string;
}

/** A component that breaks a rule of the policy. */
export interface Finding {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  /** Component id. */
  readonly component: string;
  /** The first is the primary one. */
  readonly locations: readonly Location[];
  readonly fingerprint: string;
  /** Code scanning's hash of the primary line (formats/line-hash.ts); null: not computed. */
  readonly lineHash: string | null;
  readonly state: 'new' | 'unchanged';
  readonly suppressions: readonly Suppression[];
}

/** Something that the scanner could not do, or that its user should know. */
export interface Diagnostic {
  readonly level: Level;
  /** `parse/yaml`, `read/denied`, `limit/size` ... */
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
}

/** Every file discovered is counted once: scanned + skipped + failed = discovered. */
export interface Coverage {
  readonly discovered: number;
  readonly scanned: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  readonly bytes: number;
}

/** A rule of a policy, as reports show it (SARIF reportingDescriptor). */
export interface RuleDescription {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly description: string;
  readonly help: string;
  readonly source: string | null;
}

/**
 * A dated fact about a developer (id), as its source states it, never judged; `list`: the list or measure that it is about;
 * `status`: in-force, introduced, reported, evaluated, withdrawn, expired, disputed.
 */
export interface Statement extends Readonly<Record<'developer' | 'text' | 'status' | 'jurisdiction' | 'asOf' | 'source', string>> {
  readonly list: string | null;
  readonly confidence: Confidence;
}

/** Where what is said of a family, a developer or a host comes from. */
export interface Source extends Readonly<Record<'id' | 'name' | 'source' | 'reviewed', string>> {
  readonly kind: 'family' | 'developer' | 'host';
}

/** What a scan says in one word; `incomplete`: something was not looked at, or nothing was. */
export type Verdict = 'pass' | 'fail' | 'incomplete';

/** A file that decided what is a finding and what is accepted. */
export interface Input {
  readonly role: 'policy' | 'configuration' | 'baseline' | 'rules';
  /** `built in`, or its path. */
  readonly source: string;
  /** The commit that it was read from; null: the tree as it is. */
  readonly revision: string | null;
  /** SHA-256, 64 hex digits. */
  readonly digest: string;
}

/** Everything that a report may know. */
export interface Report {
  readonly tool: { readonly name: 'pedigree'; readonly version: string; readonly rules: string; readonly homepage?: string };
  readonly revision: string | null;
  readonly policy: { readonly id: string; readonly source: string; readonly digest: string; readonly rules: readonly RuleDescription[] };
  readonly coverage: Coverage;
  readonly components: readonly Component[];
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly verdict: Verdict;
  /** The lowest level of a new finding that fails; absent: error. */
  readonly failOn?: FailOn;
  /** Names, by id, of the families, developers and hosts that the report speaks of; absent: people read the ids. */
  readonly names?: Readonly<Record<'families' | 'developers' | 'hosts', Readonly<Record<string, string>>>>;
  /** What the rules state about those named there, by developer, the newest first, and from where; absent: nothing. */
  readonly background?: { readonly statements: readonly Statement[]; readonly sources: readonly Source[] };
  /** Where the code comes from: an address without credentials. */
  readonly repository?: { readonly uri: string; readonly branch: string | null };
  /** Every file that decided what is a finding and what is accepted; absent: only the policy above did. */
  readonly inputs?: readonly Input[];
  /** The time that the report is to bear, `2026-01-31T12:00:00Z`; absent: only formats that demand one bear the time of the scan. */
  readonly time?: string;
}
