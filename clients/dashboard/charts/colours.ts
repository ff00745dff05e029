/** As the style sheet has them; a canvas doesn't read it. */
export const INK = '#16262e';
export const INK_SOFT = '#4d626c';
export const LINE = '#d5dee2';
export const ACCENT = '#155e75';
/** From little to much. */
export const SCALE = ['#e0f0f4', '#7fb8c8', '#155e75'];
