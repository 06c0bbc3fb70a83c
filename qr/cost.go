package qr

import (
	"encoding/binary"
	"image"
	"image/color"
)

// What a picture takes while it is decoded and read, in bytes a pixel, by its
// head alone: the decoder's planes, rounded up, and one byte of luminance where
// that is not among them.

// costOfJPEG: a progressive picture keeps the coefficients of all samples, four
// bytes each, until its end; a plain one only the samples.
func costOfJPEG(data []byte, _ image.Config) int {
	frame, progressive := frameOfJPEG(data)
	samples := samplesOf(frame)
	if progressive {
		return samples + 4*samples
	}
	return samples
}

// mostSamples is what a pixel of an unusual JPEG is taken to have.
const mostSamples = 9

// frameOfJPEG returns what the frame's head of a JPEG says, from the precision on,
// and whether it is progressive (ITU-T T.81, annex B.2); nothing where there is
// none.
func frameOfJPEG(data []byte) (frame []byte, progressive bool) {
	for at := 2; at+4 <= len(data) && data[at] == 0xff; {
		marker, length := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xff { // filling
			at++
			continue
		}
		if marker >= 0xc0 && marker <= 0xc2 {
			return data[at+4 : max(at+4, min(len(data), at+2+length))], marker == 0xc2
		}
		at += 2 + length
	}
	return nil, true
}

// samplesOf returns how many samples a pixel has, rounded up. Colours are often
// kept coarser than luminance.
func samplesOf(frame []byte) int {
	if len(frame) < 6 || len(frame) < 6+3*int(frame[5]) || frame[5] > 3 {
		return mostSamples // four are turned into another picture
	}
	all, largest := 0, 0
	for component := range int(frame[5]) {
		factors := frame[6+3*component+1]
		n := int(factors>>4) * int(factors&15)
		all, largest = all+n, max(largest, n)
	}
	if largest == 0 {
		return mostSamples
	}
	return (all + largest - 1) / largest
}

// interlace is where a PNG's head says whether it is interlaced.
const interlace = 28

// costOfPNG: interlaced pictures are put together of seven.
func costOfPNG(data []byte, c image.Config) int {
	bytes := map[color.Model]int{
		color.GrayModel: 1, color.Gray16Model: 2 + 1, color.NRGBAModel: 4 + 1, color.RGBAModel: 4 + 1,
	}[modelOf(c)]
	if bytes == 0 {
		bytes = 8 + 1 // sixteen bits a colour
	}
	if len(data) > interlace && data[interlace] == 1 {
		bytes += bytes/2 + 1
	}
	return bytes
}

// modelOf returns the colour model of a picture; a palette takes a byte a pixel,
// and one of luminance.
func modelOf(c image.Config) color.Model {
	if _, palette := c.ColorModel.(color.Palette); palette {
		return color.Gray16Model
	}
	return c.ColorModel
}

// costOfWebP: lossless pictures are undone step by step, in buffers of their own.
func costOfWebP(_ []byte, c image.Config) int {
	switch c.ColorModel {
	case color.YCbCrModel:
		return 2
	case color.NYCbCrAModel: // transparency is kept losslessly
		return 8
	}
	return 10
}

// costOfGIF: a byte a pixel of the first picture, and one of luminance.
func costOfGIF([]byte, image.Config) int { return 2 }

// costOfBMP: four bytes a pixel at most, and one of luminance.
func costOfBMP([]byte, image.Config) int { return 5 }

// costOfHEIC: measured, in the sandbox of package heif.
func costOfHEIC([]byte, image.Config) int { return 9 }

// costOfAVIF: measured, in the sandbox of package avif.
func costOfAVIF(_ []byte, c image.Config) int {
	if c.ColorModel == color.RGBA64Model {
		return 40
	}
	return 28
}
