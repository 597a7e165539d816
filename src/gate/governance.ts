/** What the gate works with: what was found, what decides, and what a change would have decide. */
import type { PolicyFile } from '../rules/policy-schema.ts';
import type { Component, Finding, Input } from '../types.ts';
import type { BaselineEntry } from './baseline.ts';
import type { Ignore } from './inline.ts';
import type { SuppressionRule } from './suppress.ts';

/** What was found in one tree. */
export interface Inventory {
  readonly components: readonly Component[];
  readonly ignores: readonly Ignore[];
}

/** Components x one policy -> findings. */
export type Judge = (components: readonly Component[], policy: PolicyFile) => Finding[];

/** What decides. Of several policies the strictest word counts. */
export interface Governance {
  readonly policies: readonly PolicyFile[];
  readonly suppressions: readonly SuppressionRule[];
  readonly baseline: readonly BaselineEntry[];
  /** Files that it leaves out although they were scanned. */
  readonly leavesOut: (path: string) => boolean;
}

/** A file that decides, and that the change adds, edits or removes. */
export interface Proposal {
  readonly role: Input['role'];
  readonly path: string;
  /** The first line that differs. */
  readonly line: number;
  readonly deed: 'adds' | 'changes' | 'removes';
  /** What would decide if the change had its way in this file; null: that cannot be told. */
  readonly rules: Governance | null;
}

/** What the gate is told of one scan. */
export interface GateOptions {
  /** The day in UTC: `2026-01-31`. */
  readonly today: string;
  readonly rules: Governance;
  readonly proposals: readonly Proposal[];
  /** Which suppressions in source count: all, those that the base has, or none, as the policy comes from outside the tree. */
  readonly inline: 'all' | 'base' | 'none';
  /** Findings of the base are known: only what the change brings is new. */
  readonly isChange: boolean;
  /** Whether a file lies where base and change are the same, and where the base cannot be read: in a submodule. */
  readonly isSame: (path: string) => boolean;
  /** The whole root was scanned: a suppression or baseline entry without a finding is one that nothing needs. */
  readonly isWhole: boolean;
  readonly inputs: readonly Input[];
}

/** A gate that knows a policy and nothing else. */
export function plainGate(policy: PolicyFile): GateOptions {
  const rules: Governance = { policies: [policy], suppressions: [], baseline: [], leavesOut: () => false };
  return { today: '', rules, proposals: [], inline: 'all', isChange: false, isSame: () => false, isWhole: true, inputs: [] };
}
