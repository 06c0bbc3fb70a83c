package main

import "slices"

// key names a series: of which server, and of what.
type key struct{ server, what string }

// results holds what was measured, a value a round.
type results map[key][]float64

func (r results) add(server, what string, value float64) {
	k := key{server, what}
	r[k] = append(r[k], value)
}

// median returns the middle of what was measured; ok is false if nothing was.
func (r results) median(server, what string) (value float64, ok bool) {
	return median(r[key{server, what}])
}

// ratio returns the median over the rounds of one server's value divided by
// another's in the same round.
func (r results) ratio(one, other, what string) (value float64, ok bool) {
	above, below := r[key{one, what}], r[key{other, what}]
	var ratios []float64
	for i := range min(len(above), len(below)) {
		if below[i] > 0 {
			ratios = append(ratios, above[i]/below[i])
		}
	}
	return median(ratios)
}

func median(values []float64) (float64, bool) {
	if len(values) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 0 {
		return (sorted[middle-1] + sorted[middle]) / 2, true
	}
	return sorted[middle], true
}
