package qr_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ciaw/qr"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "formats", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestDecodeFormats: what a browser shows is read.
func TestDecodeFormats(t *testing.T) {
	files, err := filepath.Glob("testdata/formats/*")
	if err != nil || len(files) < 20 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		if name == "large.heic" {
			continue // for those who measure
		}
		t.Run(name, func(t *testing.T) { reads(t, sample(t, name)) })
	}
}

// reads fails unless the poster's link is read from a picture's bytes.
func reads(t *testing.T, data []byte) {
	t.Helper()
	img, err := qr.Decode(t.Context(), data, generous)
	if err != nil {
		t.Fatal(err)
	}
	if got := readOne(t, img); got != posterLink {
		t.Errorf("read %q", got)
	}
}

func TestDecodeRefuses(t *testing.T) {
	jpeg := sample(t, "progressive.jpg")
	for name, c := range map[string]struct {
		data   []byte
		limits qr.Limits
		want   error
	}{
		"nothing":                   {nil, generous, qr.ErrUnsupported},
		"a text":                    {[]byte(posterLink), generous, qr.ErrUnsupported},
		"the head of a GIF":         {[]byte("GIF89a\x01\x00\x01\x00"), generous, qr.ErrUnreadable},
		"a GIF of too many pixels":  {[]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), generous, qr.ErrTooLarge},
		"the head of a BMP":         {[]byte("BM\x01\x00\x01\x00"), generous, qr.ErrUnreadable},
		"an AVIF cut short":         {sample(t, "poster.avif")[:300], generous, qr.ErrUnreadable},
		"a film":                    {[]byte("\x00\x00\x00\x20ftypisom\x00\x00\x00\x00"), generous, qr.ErrUnsupported},
		"too many bytes":            {jpeg, qr.Limits{Bytes: len(jpeg) - 1, Pixels: 1e6, Memory: 1e9}, qr.ErrTooLarge},
		"too many pixels":           {jpeg, qr.Limits{Bytes: 1e6, Pixels: 1000, Memory: 1e9}, qr.ErrTooLarge},
		"a bomb":                    {bomb(60_000, 60_000), generous, qr.ErrTooLarge},
		"sixteen bits a colour":     {headOfPNG(7000, 7000, 16, 6), generous, qr.ErrTooLarge},
		"sixteen bits of gray":      {headOfPNG(8000, 7000, 16, 0), generous, qr.ErrTooLarge},
		"an endless line":           {bomb(1<<31-1, 1), generous, qr.ErrUnreadable},
		"the head of a JPEG":        {jpeg[:20], generous, qr.ErrUnreadable},
		"a PNG of the wrong colour": {bomb(10, 10), generous, qr.ErrUnreadable},
		"a WebP cut short":          {sample(t, "poster.webp")[:60], generous, qr.ErrUnreadable},
		"a HEIC cut short":          {sample(t, "poster.heic")[:900], generous, qr.ErrUnreadable},
	} {
		t.Run(name, func(t *testing.T) {
			if img, err := qr.Decode(t.Context(), c.data, c.limits); !errors.Is(err, c.want) || img != nil {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// bomb is a PNG that promises many pixels and holds none.
func bomb(width, height uint32) []byte { return headOfPNG(width, height, 8, 0) }

// headOfPNG is that of a picture, of so many bits a colour and of that kind.
func headOfPNG(width, height uint32, bits, kind byte) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, bits, kind, 0, 0, 0)
	file := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13)
	file = append(file, head...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(head))
}

func TestDecodeHeedsTheClock(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if _, err := qr.Decode(ctx, sample(t, "progressive.jpg"), generous); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, name := range []string{"progressive.jpg", "palette.png", "poster.webp"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data[:min(len(data), 16)], []byte("ftyp")) {
			return // another's code in a sandbox of its own, too slow to be worth it
		}
		img, err := qr.Decode(t.Context(), data, qr.Limits{Bytes: 1 << 16, Pixels: 1 << 16, Memory: 1 << 20})
		if (err == nil) != (img != nil) {
			t.Fatalf("%v and %v", img, err)
		}
	})
}
