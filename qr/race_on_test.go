//go:build race

package qr_test

// raceDetector makes reading ten times slower, so that large pictures are left
// to the run without it.
const raceDetector = true
