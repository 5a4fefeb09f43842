/**
 * What stands under a list, or in its place: more to load, nothing to show, or why it did not come. Triggers `more` and
 * `again`.
 */
Component({
  properties: {
    /** How many items the list shows. */
    shown: { type: Number, value: 0 },
    more: { type: Boolean, value: false },
    loading: { type: Boolean, value: false },
    error: { type: String, value: '' },
    /** What is said where there is nothing. */
    empty: { type: String, value: '' },
  },
  methods: {
    onMore() {
      this.triggerEvent('more');
    },
    onAgain() {
      this.triggerEvent('again');
    },
  },
});
