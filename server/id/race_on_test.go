//go:build race

package id_test

// raceDetector makes a million texts take a minute.
const raceDetector = true
