//go:build !race

package id_test

const raceDetector = false
