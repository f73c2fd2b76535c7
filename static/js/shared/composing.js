/** Whether a key belongs to a word that is still being composed, as in Japanese. Safari ends the composition first: 229. */

export const composing = (event) => event.isComposing || event.keyCode === 229;
