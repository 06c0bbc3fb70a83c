package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	enc "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// textOf returns the text of a file, in whichever encoding a spreadsheet here may
// have written it.
func textOf(file []byte) string {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe\x00\x00")):
		return decoded(utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM), file)
	case bytes.HasPrefix(file, []byte("\xff\xfe")), bytes.HasPrefix(file, []byte("\xfe\xff")):
		return decoded(enc.UTF16(enc.LittleEndian, enc.ExpectBOM), file)
	case bytes.HasPrefix(file, []byte(byteOrderMark)):
		file = file[len(byteOrderMark):]
	default:
		if order, found := sixteenBits(file); found {
			return decoded(enc.UTF16(order, enc.IgnoreBOM), file)
		}
	}
	if utf8.Valid(file) {
		return string(file)
	}
	return eightBits(file)
}

func decoded(e encoding.Encoding, file []byte) string {
	text, err := e.NewDecoder().Bytes(file)
	if err != nil {
		return strings.ToValidUTF8(string(file), "\ufffd")
	}
	return strings.TrimPrefix(string(text), byteOrderMark)
}

// sixteenBits recognises UTF-16 without a byte order mark: every other byte of
// what is mostly ASCII is zero.
func sixteenBits(file []byte) (order enc.Endianness, found bool) {
	head := file[:min(len(file), 4096)]
	var zero [2]int
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case len(head) < 4:
		return order, false
	case zero[1] > half*2/3 && zero[0] < half/4:
		return enc.LittleEndian, true
	case zero[0] > half*2/3 && zero[1] < half/4:
		return enc.BigEndian, true
	}
	return order, false
}

// pages are the encodings of a byte a character that are told apart: of Windows,
// of the Macintosh, and of what runs in a DOS window. Of two that read as well the
// first one is.
var pages = []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.CodePage850}

// eightBits reads a text that is not UTF-8, or not all of it: if more of it is than
// is not, only what is not is in Windows' encoding.
func eightBits(file []byte) string {
	valid, invalid := 0, 0
	for rest := file; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		switch {
		case r == utf8.RuneError && n == 1:
			invalid++
		case n > 1:
			valid++
		}
		rest = rest[n:]
	}
	if valid > invalid {
		return patched(file)
	}
	if !bytes.ContainsAny(file, "\r\n") { // Latin-1 with the line ends of mainframes
		file = bytes.ReplaceAll(file, []byte("\x85"), []byte("\n"))
	}
	best, most := pages[0], plausible(file, pages[0])+2
	for _, page := range pages[1:] {
		if p := plausible(file, page); p > most {
			best, most = page, p
		}
	}
	return decoded(best, file)
}

// patched reads UTF-8 in which some characters are in Windows' encoding.
func patched(file []byte) string {
	var text strings.Builder
	for len(file) > 0 {
		r, n := utf8.DecodeRune(file)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(file[0])
		}
		text.WriteRune(r)
		file = file[n:]
	}
	return text.String()
}

// usual is how much each character beyond ASCII speaks for an encoding: the
// letters of Dutch, French and German, and what is typed beside them.
var usual = map[rune]int{
	'é': 8, 'è': 6, 'ë': 5, 'à': 5, 'ç': 5, 'ê': 4, 'ü': 5, 'ö': 5, 'ä': 4, 'ï': 4, 'î': 3, 'ô': 3, 'û': 2, 'ù': 2, 'â': 2, 'ß': 3, 'œ': 3,
	'É': 4, 'È': 4, 'Ë': 2, 'À': 2, 'Ç': 2, 'Ê': 2, 'Ü': 3, 'Ö': 3, 'Ä': 3,
	'á': 1, 'í': 1, 'ó': 1, 'ú': 1, 'ñ': 1, '°': 3, '€': 3, '’': 3, '‘': 2, '“': 2, '”': 2, '–': 2, '—': 1, '…': 1, '«': 1, '»': 1, '²': 2, '½': 1, '\u00a0': 1, 'º': 1,
}

// plausible says how well a text reads in an encoding. A capital behind a small
// letter, or the other way about, is hardly ever one, nor is a sign amid letters.
func plausible(file []byte, page *charmap.Charmap) (sum int) {
	letter := func(i int) rune {
		if i < 0 || i >= len(file) {
			return ' '
		}
		return page.DecodeByte(file[i])
	}
	const enough = 20_000
	seen := 0
	for i, b := range file {
		if b < 0x80 {
			continue
		}
		if seen++; seen > enough {
			break
		}
		r, before, after := letter(i), letter(i-1), letter(i+1)
		sum += usual[r]
		amid := unicode.IsLetter(before) && unicode.IsLetter(after)
		switch {
		case r == utf8.RuneError || unicode.IsControl(r):
			sum -= 10
		case unicode.IsUpper(r) && unicode.IsLower(before), unicode.IsLower(r) && unicode.IsUpper(before) && unicode.IsUpper(after):
			sum -= 8
		case amid && !unicode.IsLetter(r) && r != '’' && r != '–':
			sum -= 8
		case usual[r] == 0:
			sum--
		}
	}
	return sum
}
