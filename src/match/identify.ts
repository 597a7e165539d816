/** Model ids: what one says (`identify`), and where text holds one (`findId`, `findIds`). */
export { identify } from './identify-core.ts';
export { findId, findIds, type FoundId } from './identify-find.ts';
