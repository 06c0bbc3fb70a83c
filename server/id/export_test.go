package id

import "testing"

// InYear has a test run as if it were that year.
func InYear(t *testing.T, year int) {
	now := thisYear
	thisYear = func() int { return year }
	t.Cleanup(func() { thisYear = now })
}
