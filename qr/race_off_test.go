//go:build !race

package qr_test

const raceDetector = false
