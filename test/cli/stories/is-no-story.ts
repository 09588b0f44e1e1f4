// eslint-disable-next-line no-restricted-syntax -- the command takes stories from any folder, and this is one for its test
export default { title: 'no story' }
