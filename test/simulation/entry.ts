/** What a bundle of the simulation is asked for from outside. */
export { shrink } from './shrink';
export { simulate } from './simulate';
