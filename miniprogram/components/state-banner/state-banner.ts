/** A drawing, what happened, and what to do next. */
Component({
  properties: {
    picture: { type: String, value: 'waiting' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
  },
});
