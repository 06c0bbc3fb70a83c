package qr

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// content is what a code says before it is known how its bytes are to be read:
// a text in which each byte that was written without naming its characters (ECI)
// is a rune of its own, from rawByte on. Codes that belong together are joined
// so, since a character may begin in one and end in the next.
type content string

// rawByte is the rune of byte 0: of a plane for private use, so that no text has
// it.
const rawByte = 0xf0000

// parse takes data apart with gozxing's parser, fenced: odd data makes it panic.
func parse(data []byte, version *decoder.Version, level int) (of content, part Part) {
	defer func() {
		if recover() != nil {
			of, part = "", Part{}
		}
	}()
	result, err := decoder.DecodedBitStreamParser_Decode(data, version, corrections[level],
		map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: asRawBytes{}})
	if err != nil {
		return "", Part{}
	}
	if sequence := result.GetStructuredAppendSequenceNumber(); sequence >= 0 {
		part = Part{Index: sequence >> 4, Of: sequence&15 + 1, Parity: byte(result.GetStructuredAppendParity())} //nolint:gosec // eight bits
	}
	if part.Of == 1 {
		part = Part{} // a whole of one part
	}
	return content(result.GetText()), part
}

// asRawBytes is the encoding in which gozxing reads bytes whose characters are
// not named.
type asRawBytes struct{ transform.NopResetter }

// NewDecoder returns what makes a rune of each byte.
func (asRawBytes) NewDecoder() *encoding.Decoder { return &encoding.Decoder{Transformer: asRawBytes{}} }

// NewEncoder is not asked for.
func (asRawBytes) NewEncoder() *encoding.Encoder { return encoding.Nop.NewEncoder() }

// Transform makes a rune of each byte.
func (asRawBytes) Transform(dst, src []byte, _ bool) (written, read int, err error) {
	for _, b := range src {
		if len(dst)-written < utf8.UTFMax {
			return written, read, transform.ErrShortDst
		}
		written += utf8.EncodeRune(dst[written:], rawByte+rune(b))
		read++
	}
	return written, read, nil
}

// text reads a content: bytes whose characters are not named are all read alike.
// A byte order mark before it is no part of it.
func (c content) text() string {
	var raw []byte
	for _, r := range c {
		if r >= rawByte && r < rawByte+256 {
			raw = append(raw, byte(r-rawByte))
		}
	}
	if len(raw) == 0 {
		return strings.TrimPrefix(string(c), "\ufeff")
	}
	reading := encodingOf(raw)
	var text strings.Builder
	var run []byte
	flush := func() {
		read, err := reading.NewDecoder().Bytes(run)
		if err != nil {
			read = bytes.ToValidUTF8(run, []byte("\ufffd"))
		}
		text.Write(read)
		run = run[:0]
	}
	for _, r := range c {
		if r >= rawByte && r < rawByte+256 {
			run = append(run, byte(r-rawByte))
			continue
		}
		if r < utf8.RuneSelf && reading == encoding.Nop {
			run = append(run, byte(r)) // digits between the bytes of one text
			continue
		}
		flush()
		text.WriteRune(r)
	}
	flush()
	return strings.TrimPrefix(text.String(), "\ufeff")
}

// encodingOf tells how bytes are to be read whose characters are not named. The
// standard says ISO 8859-1, what writes codes today means UTF-8, and only what
// can hardly be either is taken for Japanese or Chinese: "Bâtiment" in Latin 1
// would pass for both.
func encodingOf(raw []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(raw):
		return encoding.Nop
	case isShiftJIS(raw):
		return japanese.ShiftJIS
	case isGB2312(raw):
		return simplifiedchinese.GBK
	}
	if slices.ContainsFunc(raw, isControl) {
		return charmap.ISO8859_1 // each byte as it is
	}
	return charmap.Windows1252
}

// isShiftJIS reports whether bytes are Japanese beyond doubt: well formed, with
// kana or punctuation of two bytes, whose first ones Latin texts hardly have.
func isShiftJIS(raw []byte) bool {
	sure := 0
	for i := 0; i < len(raw); i++ {
		lead := raw[i]
		switch {
		case lead < 0x80 || lead >= 0xa1 && lead <= 0xdf: // half-width kana
			continue
		case lead == 0x80 || lead == 0xa0 || lead > 0xfc || i+1 == len(raw):
			return false
		}
		i++
		trail := raw[i]
		if trail < 0x40 || trail == 0x7f || trail > 0xfc {
			return false
		}
		if lead == 0x82 && trail >= 0x9f && trail <= 0xf1 || lead == 0x83 && trail <= 0x96 || lead == 0x81 && trail >= 0x80 {
			sure++
		}
	}
	return sure > 0
}

// isGB2312 reports whether bytes are Chinese beyond doubt: pairs of high bytes
// only, several of them common characters, and a quarter of all bytes such as
// letters of Latin and Cyrillic texts are not.
func isGB2312(raw []byte) bool {
	common, high, odd := 0, 0, 0
	for i := 0; i < len(raw); i++ {
		if raw[i] < 0x80 {
			continue
		}
		if i+1 == len(raw) || raw[i] < 0xa1 || raw[i] == 0xff || raw[i+1] < 0xa1 || raw[i+1] == 0xff {
			return false
		}
		if raw[i] >= 0xb0 && raw[i] <= 0xd7 {
			common++
		}
		for _, b := range raw[i : i+2] {
			high++
			if b < 0xc0 {
				odd++
			}
		}
		i++
	}
	return common >= 2 && 4*odd >= high
}

// isControl reports whether a byte is no character of Windows-1252, in which
// texts of one byte a character are written that say they are ISO 8859-1.
func isControl(b byte) bool {
	switch b {
	case '\t', '\n', '\r', 0x1d: // the last one separates fields
		return false
	case 0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d:
		return true
	}
	return b < ' '
}
