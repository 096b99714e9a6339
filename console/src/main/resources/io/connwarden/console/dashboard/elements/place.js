import { Directive, directive, noChange } from '../vendor.js';

/** Sets properties of a style through the CSSOM, which a policy without inline styles permits. */
class Place extends Directive {
  render() {
    return noChange;
  }

  update(part, [properties]) {
    Object.entries(properties).forEach(([name, value]) => part.element.style.setProperty(name, value));
    return noChange;
  }
}

/** Places an element: `<div ${place({left: '10px'})}>`. */
export const place = directive(Place);
