/** A row that leads somewhere. `urgent` marks a note that somebody should look at. */
Component({
  properties: {
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    urgent: { type: Boolean, value: false },
  },
});
