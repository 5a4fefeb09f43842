/** Numbers and moments of an order, one under the other. */
Component({
  properties: { facts: { type: Array, value: [] as { title: string; note: string }[] } },
});
