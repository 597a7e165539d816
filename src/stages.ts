/** The stages that files which were kept go through. Most of the program: loaded when there are any. */
export { expose } from './expose/index.ts';
export { openHand } from './gather/hand.ts';
export { gather, gatherEarly, sayings, type Early } from './gather/index.ts';
export { lineage } from './lineage/index.ts';
export { match } from './match/index.ts';
