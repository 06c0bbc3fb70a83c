package qr

import (
	"context"
	"encoding/binary"
	"image"

	"ciaw/qr/jpegli"
)

// rareJPEG is how the JPEG pictures are read that the standard library refuses
// and browsers show: cut short, or with colours sampled in ways that are rare.
var rareJPEG = format{is: starts(0, "\xff\xd8\xff"), config: configOfJPEG, decode: jpegli.Decode, cost: costOfRareJPEG}

// configOfJPEG reads the size from the frame's head alone.
func configOfJPEG(_ context.Context, data []byte) (c image.Config, err error) {
	frame, _ := frameOfJPEG(data)
	if len(frame) < 5 {
		return c, ErrUnreadable
	}
	c.Height, c.Width = int(binary.BigEndian.Uint16(frame[1:])), int(binary.BigEndian.Uint16(frame[3:]))
	return c, nil
}

// costOfRareJPEG: colours in the sandbox and out of it, one byte of luminance,
// and the coefficients of a progressive picture.
func costOfRareJPEG(data []byte, _ image.Config) int {
	frame, progressive := frameOfJPEG(data)
	if progressive {
		return 9 + 2*samplesOf(frame)
	}
	return 9
}
