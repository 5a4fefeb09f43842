import { OTHER } from './read-reason';

/** Why a buyer wants his money back. */
export const BUYER_REASONS = ['不想要了', '拍错了或拍多了', '水果有坏或少了', '没有收到', OTHER];
