package qr

import "slices"

// Part says which part of a text a code holds, where the text is spread over
// several codes (structured append, ISO/IEC 18004, 8). The zero value is a
// whole text.
type Part struct {
	Index  int  // from 0
	Of     int  // how many there are, 2 to 16; 0 for a whole text
	Parity byte // of the whole text: the same in all its parts
}

// Joined returns codes with parts of one text made one code, where they are all
// there; its corners are those of the first. Parts of which others lack stay as
// they are: such a text is cut, and must be taken for nothing.
func Joined(codes []Code) []Code {
	var joined []Code
	for _, code := range codes {
		if code.Part.Of == 0 {
			joined = append(joined, code)
			continue
		}
		parts := partsOf(codes, code.Part)
		switch {
		case len(parts) < code.Part.Of:
			joined = append(joined, code)
		case code.Part.Index == 0:
			whole := code
			whole.Part, whole.content = Part{}, ""
			for _, part := range parts {
				whole.content += part.content
			}
			whole.Text = whole.content.text()
			joined = append(joined, whole)
		}
	}
	return joined
}

// partsOf returns the codes that belong to the same text as one, in their order.
func partsOf(codes []Code, one Part) []Code {
	var parts []Code
	for _, code := range codes {
		if code.Part.Of == one.Of && code.Part.Parity == one.Parity &&
			!slices.ContainsFunc(parts, func(known Code) bool { return known.Part.Index == code.Part.Index }) {
			parts = append(parts, code)
		}
	}
	slices.SortFunc(parts, func(a, b Code) int { return a.Part.Index - b.Part.Index })
	return parts
}

// lacksParts reports whether a part was read of a text whose other parts were
// not.
func lacksParts(codes []Code) bool {
	return slices.ContainsFunc(codes, func(c Code) bool { return len(partsOf(codes, c.Part)) < c.Part.Of })
}
