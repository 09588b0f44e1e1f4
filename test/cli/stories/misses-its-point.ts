import bidIsFilled from './bid-is-filled.ts'

// eslint-disable-next-line no-restricted-syntax -- the command takes stories from any folder, and this is one for its test
export default { ...bidIsFilled, title: 'a story misses its point', visits: ['sequence gap'] }
