//go:build race

package poster_test

// photos is how many are taken. The race detector makes it ten times slower.
const photos = 1
