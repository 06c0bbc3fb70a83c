package pdf

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// An sfnt is a TrueType font, cut into its tables (OpenType 1.9, "font file").
type sfnt map[string][]byte

func readSFNT(data []byte) sfnt {
	const header, entry = 12, 16
	tables := sfnt{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		e := data[header+i*entry:]
		from, length := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = data[from : from+length]
	}
	return tables
}

// drawn are the tables that a PDF reader needs to draw glyphs by their numbers.
var drawn = []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

// subset returns the font with the outlines of these glyphs, and of those that they
// are made of, and no others. Glyphs keep their numbers.
func (t sfnt) subset(glyphs []int) []byte {
	keep := t.closure(glyphs)
	count := int(binary.BigEndian.Uint16(t["maxp"][4:]))
	var glyf, loca []byte
	for glyph := range count {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if keep[glyph] {
			glyf = append(glyf, t.outline(glyph)...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		}
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	cut := sfnt{"glyf": glyf, "loca": loca, "head": slices.Clone(t["head"])}
	binary.BigEndian.PutUint32(cut["head"][8:], 0)  // the sum of the whole, which readers of PDF do not ask for
	binary.BigEndian.PutUint16(cut["head"][50:], 1) // loca in long form
	for _, name := range drawn {
		if cut[name] == nil && t[name] != nil {
			cut[name] = t[name]
		}
	}
	return cut.bytes()
}

// outline returns the drawing of a glyph.
func (t sfnt) outline(glyph int) []byte {
	at := func(i int) int {
		if binary.BigEndian.Uint16(t["head"][50:]) == 0 {
			return 2 * int(binary.BigEndian.Uint16(t["loca"][2*i:]))
		}
		return int(binary.BigEndian.Uint32(t["loca"][4*i:]))
	}
	return t["glyf"][at(glyph):at(glyph+1)]
}

// The flags of a part of a composite glyph.
const (
	wordArguments, hasScale, moreParts, hasTwoScales, hasMatrix = 1, 8, 32, 64, 128
)

// closure returns these glyphs, the sign for a missing letter, and all glyphs that
// they are made of.
func (t sfnt) closure(glyphs []int) map[int]bool {
	keep := map[int]bool{}
	for ask := append([]int{0}, glyphs...); len(ask) > 0; {
		glyph := ask[0]
		ask = ask[1:]
		if keep[glyph] {
			continue
		}
		keep[glyph] = true
		drawing := t.outline(glyph)
		if len(drawing) == 0 || int16(binary.BigEndian.Uint16(drawing)) >= 0 {
			continue // has no parts
		}
		for flags, at := uint16(moreParts), 10; flags&moreParts != 0; {
			flags = binary.BigEndian.Uint16(drawing[at:])
			ask = append(ask, int(binary.BigEndian.Uint16(drawing[at+2:])))
			at += 4 + partLength(flags)
		}
	}
	return keep
}

// partLength is how many bytes follow the flags and the glyph of a part.
func partLength(flags uint16) int {
	length := 2
	if flags&wordArguments != 0 {
		length = 4
	}
	switch {
	case flags&hasScale != 0:
		length += 2
	case flags&hasTwoScales != 0:
		length += 4
	case flags&hasMatrix != 0:
		length += 8
	}
	return length
}

// bytes writes the font.
func (t sfnt) bytes() []byte {
	var names []string
	for _, name := range drawn {
		if t[name] != nil {
			names = append(names, name)
		}
	}
	exponent := bits.Len(uint(len(names))) - 1
	power := 1 << exponent // the greatest that is not above the number of tables
	text := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []int{len(names), power * 16, exponent, (len(names) - power) * 16} {
		text = binary.BigEndian.AppendUint16(text, uint16(n))
	}
	at := len(text) + 16*len(names)
	var body []byte
	for _, name := range names {
		table := append(slices.Clone(t[name]), make([]byte, -len(t[name])&3)...)
		text = append(text, name...)
		for _, n := range []uint32{checksum(table), uint32(at + len(body)), uint32(len(t[name]))} {
			text = binary.BigEndian.AppendUint32(text, n)
		}
		body = append(body, table...)
	}
	return append(text, body...)
}

func checksum(table []byte) (sum uint32) {
	for i := 0; i < len(table); i += 4 {
		sum += binary.BigEndian.Uint32(table[i:])
	}
	return sum
}
