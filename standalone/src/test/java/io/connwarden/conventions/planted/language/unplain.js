/** What a module does, for whoever reads it. */
export const texts = {
  'a.key': 'Nobody can see the colour of this session',
};
// the server who answers
