package qr

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// brandsOf returns the brands of an ISO base media file, the main one first; none
// of anything else.
func brandsOf(data []byte) []string {
	if !starts(4, "ftyp")(data) || len(data) < 16 {
		return nil
	}
	end := min(len(data), int(binary.BigEndian.Uint32(data)), 256)
	brands := []string{string(data[8:12])}
	for at := 16; at+4 <= end; at += 4 { // behind the version of the main one
		brands = append(brands, string(data[at:at+4]))
	}
	return brands
}

// isAVIF recognises files that hold a still picture coded with AV1.
func isAVIF(data []byte) bool {
	brands := brandsOf(data)
	return slices.Contains(brands, "avif") || slices.Contains(brands, "avis")
}

// isHEIC recognises files that hold a still picture coded with HEVC, alone or
// as one of a series, by their main brand or another one.
func isHEIC(data []byte) bool {
	return slices.ContainsFunc(brandsOf(data), func(brand string) bool {
		switch brand {
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1":
			return true
		}
		return false
	})
}

// asHEIC gives a file the main brand of still pictures, without which the decoder
// does not look for one.
func asHEIC(data []byte) []byte {
	data = bytes.Clone(data)
	copy(data[8:12], "heic")
	return data
}

// stillOfWebP returns the first picture of an animated WebP file as a file of its
// own, and any other file as it is (RFC 9649, section 2.7).
func stillOfWebP(data []byte) []byte {
	const riff, chunk, frame, animated = 12, 8, 16, 2 // lengths of heads; a flag
	if !starts(riff, "VP8X")(data) || len(data) < riff+chunk+10 || data[riff+chunk]&animated == 0 {
		return data
	}
	for at := riff; at+chunk <= len(data); {
		length := int(binary.LittleEndian.Uint32(data[at+4:]))
		end := min(len(data), at+chunk+length)
		if string(data[at:at+4]) == "ANMF" && at+chunk+frame <= end {
			return webpOf(data[at+chunk+6:at+chunk+12], data[at+chunk+frame:end])
		}
		at = end + length&1
	}
	return data
}

// webpOf makes a file of the chunks of one picture, whose width and height are
// three bytes each.
func webpOf(size, chunks []byte) []byte {
	body := []byte("WEBP")
	if bytes.HasPrefix(chunks, []byte("ALPH")) {
		const transparent = 16
		body = append(body, "VP8X\x0a\x00\x00\x00"...)
		body = append(append(body, transparent, 0, 0, 0), size...)
	}
	body = append(body, chunks...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}
