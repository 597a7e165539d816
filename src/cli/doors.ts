/** Files that are opened by name, whatever they hold. */
import { MODEL_DOORS } from '../extract/model/doors.ts';

export function doorsOf(): typeof MODEL_DOORS {
  return MODEL_DOORS;
}
