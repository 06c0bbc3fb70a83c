//go:build !race

package poster_test

// photos is how many are taken.
const photos = 12
