export default {
  why: 'Whoever asks for a large refund may approve it himself.',
  file: 'cloudfunctions/lib/operations/decide-refund.ts',
  find: '    const alone = refund.by === operator && ',
  replace: '    const alone = false && ',
  seed: 15,
};
