package qr

// Arithmetic in the field of 256 elements that QR codes use: x⁸ + x⁴ + x³ + x² + 1.
var power, logarithm = func() (p [510]byte, l [256]int) {
	v := 1
	for i := range 255 {
		p[i], p[i+255] = byte(v), byte(v)
		l[v] = i
		if v *= 2; v > 255 {
			v ^= 0x11d
		}
	}
	return p, l
}()

func product(a, b byte) byte {
	if a == 0 || b == 0 {
		return 0
	}
	return power[logarithm[a]+logarithm[b]]
}

func quotient(a, b byte) byte {
	if a == 0 {
		return 0
	}
	return power[logarithm[a]+255-logarithm[b]]
}

const maxChecks = 68 // check codewords of a block at most: 66 in Model 1

// correct repairs a block whose last codewords are checks; erased are the
// places of codewords not to be believed. It reports how many codewords it
// changed that were not erased, or false when the block is beyond repair. The
// algorithm is Berlekamp's and Massey's, begun with the erasures, then Chien's
// search and Forney's formula.
func correct(block []byte, checks int, erased []int) (wrong int, ok bool) {
	var syndromes [maxChecks]byte
	if checks > maxChecks || len(erased) > checks {
		return 0, false
	}
	if !syndromesOf(block, syndromes[:checks]) {
		return 0, true
	}
	var locator [maxChecks + 1]byte
	degree := locate(syndromes[:checks], &locator, erased, len(block))
	if 2*degree-len(erased) > checks {
		return 0, false
	}
	var places [maxChecks]int
	found := 0
	for i := range block {
		if evaluate(locator[:degree+1], inverseOf(len(block)-1-i)) == 0 {
			if found == degree {
				return 0, false
			}
			places[found] = i
			found++
		}
	}
	if found != degree {
		return 0, false
	}
	repair(block, places[:found], syndromes[:checks], locator[:degree+1])
	return found - len(erased), !syndromesOf(block, syndromes[:checks])
}

// inverseOf is α to the power of −exponent.
func inverseOf(exponent int) byte { return power[(255-exponent%255)%255] }

// syndromesOf tells whether any is not zero.
func syndromesOf(block, syndromes []byte) (any bool) {
	for i := range syndromes {
		var s byte
		for _, c := range block {
			if s != 0 {
				s = power[logarithm[s]+i]
			}
			s ^= c
		}
		syndromes[i] = s
		any = any || s != 0
	}
	return any
}

// locate finds the polynomial whose roots are the inverses of the places in
// error, and gives its degree.
func locate(syndromes []byte, locator *[maxChecks + 1]byte, erased []int, length int) int {
	locator[0] = 1
	for n, place := range erased {
		x := power[(length-1-place)%255]
		for i := n + 1; i > 0; i-- {
			locator[i] ^= product(locator[i-1], x)
		}
	}
	previous := *locator
	degree := len(erased)
	for r := len(erased); r < len(syndromes); r++ {
		var discrepancy byte
		for i := 0; i <= min(degree, r); i++ {
			discrepancy ^= product(locator[i], syndromes[r-i])
		}
		copy(previous[1:], previous[:maxChecks])
		previous[0] = 0
		if discrepancy == 0 {
			continue
		}
		before := *locator
		for i := range locator {
			locator[i] ^= product(discrepancy, previous[i])
		}
		if 2*degree <= r+len(erased) {
			degree = r + 1 + len(erased) - degree
			for i := range before {
				previous[i] = quotient(before[i], discrepancy)
			}
		}
	}
	return degree
}

func evaluate(polynomial []byte, x byte) (v byte) {
	for i := len(polynomial) - 1; i >= 0; i-- {
		v = product(v, x) ^ polynomial[i]
	}
	return v
}

func repair(block []byte, places []int, syndromes, locator []byte) {
	var values [maxChecks]byte // the evaluator, syndromes · locator
	for i := range syndromes {
		for j := 0; j <= i && j < len(locator); j++ {
			values[i] ^= product(locator[j], syndromes[i-j])
		}
	}
	var derived [maxChecks]byte // odd terms only: the field has characteristic two
	for i := 1; i < len(locator); i += 2 {
		derived[i-1] = locator[i]
	}
	for _, place := range places {
		exponent := len(block) - 1 - place
		x := inverseOf(exponent)
		if below := evaluate(derived[:len(locator)], x); below != 0 {
			value := quotient(evaluate(values[:len(syndromes)], x), below)
			block[place] ^= product(value, power[exponent%255])
		}
	}
}
