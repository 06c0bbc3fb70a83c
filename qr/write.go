package qr

import (
	"errors"
	"fmt"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// ErrUnwritable says that a text is empty or too long for a QR code of the
// wanted level.
var ErrUnwritable = errors.New("text cannot be written as a QR code")

// Level is how much of a code may be lost before it cannot be read; the zero
// value is LevelM.
type Level int

// The four levels of ISO/IEC 18004 and the share of a symbol they restore.
const (
	LevelM Level = iota // 15 %
	LevelL              // 7 %
	LevelQ              // 25 %
	LevelH              // 30 %
)

// Matrix is a QR code as modules to draw, quiet zone included. The zero value
// is empty.
type Matrix struct {
	size int
	dark []bool
}

// Size is the number of modules on a side.
func (m Matrix) Size() int { return m.size }

// Dark tells whether the module at column x and row y is dark. Outside the
// matrix everything is light.
func (m Matrix) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < m.size && y < m.size && m.dark[y*m.size+x]
}

// Write encodes a text in the smallest QR code that holds it, with a border of
// quiet light modules on each side (the standard asks for four), or returns
// ErrUnwritable.
func Write(text string, level Level, quiet int) (Matrix, error) {
	if text == "" {
		return Matrix{}, ErrUnwritable
	}
	hints := map[gozxing.EncodeHintType]any{}
	if !isASCII(text) { // the mark of UTF-8 costs room, and some readers stumble over it
		hints[gozxing.EncodeHintType_CHARACTER_SET] = "UTF-8"
	}
	code, err := encoder.Encoder_encode(text, correction(level), hints)
	if err != nil {
		return Matrix{}, fmt.Errorf("%w: %w", ErrUnwritable, err)
	}
	modules := code.GetMatrix()
	m := Matrix{size: modules.GetWidth() + 2*quiet}
	m.dark = make([]bool, m.size*m.size)
	for y := range modules.GetHeight() {
		for x := range modules.GetWidth() {
			m.dark[(y+quiet)*m.size+x+quiet] = modules.Get(x, y) == 1
		}
	}
	return m, nil
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

func correction(level Level) decoder.ErrorCorrectionLevel {
	switch level {
	case LevelL:
		return decoder.ErrorCorrectionLevel_L
	case LevelQ:
		return decoder.ErrorCorrectionLevel_Q
	case LevelH:
		return decoder.ErrorCorrectionLevel_H
	default:
		return decoder.ErrorCorrectionLevel_M
	}
}
