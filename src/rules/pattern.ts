export { anchorsOfPattern } from '../match/grammar-pattern.ts';
