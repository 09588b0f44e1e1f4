/** How a person in this project starts the program. */
export const START = 'npm run -s wavetank --'
