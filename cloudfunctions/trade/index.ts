import { serve } from '../lib/wiring';
import { handle } from './handle';

export const main = serve(__dirname, handle);
