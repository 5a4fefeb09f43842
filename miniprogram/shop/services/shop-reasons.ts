import { OTHER } from '../../services/refunds/read-reason';

/** Why a shop gives money back; the buyer reads it in WeChat's message. */
export const SHOP_REASONS = ['水果有坏或少了', '缺货', '送错了', '与买家协商退款', OTHER];
