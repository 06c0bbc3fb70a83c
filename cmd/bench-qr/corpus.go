package main

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ciaw/qr"
)

// corpus is a folder of pictures with expected.tsv: file, tab, text; several
// rows for several accepted texts, an empty text where nothing may be read.
type corpus struct {
	folder string
	texts  map[string][]string
}

func load(folder string) (*corpus, error) {
	data, err := os.ReadFile(filepath.Join(folder, "expected.tsv"))
	if err != nil {
		return nil, err
	}
	c := &corpus{folder, map[string][]string{}}
	unescape := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\r`, "\r", `\n`, "\n")
	for line := range strings.Lines(string(data)) {
		file, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		c.texts[file] = append(c.texts[file], normal(unescape.Replace(text)))
	}
	return c, nil
}

// normal makes texts comparable that differ only in how they were written down.
func normal(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

func (c *corpus) expects(file, text string) bool {
	return slices.Contains(c.texts[file], normal(text)) && text != ""
}

func (c *corpus) sets() (sets []string) {
	for file := range c.texts {
		sets = append(sets, filepath.Dir(file))
	}
	slices.Sort(sets)
	return slices.Compact(sets)
}

func (c *corpus) files(set string) (files []string) {
	for file := range c.texts {
		if filepath.Dir(file) == set {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files
}

// pictures loads a picture; one of the sets of drawings comes four times, each
// turned by a quarter.
func (c *corpus) pictures(file string) ([]image.Image, error) {
	data, err := os.ReadFile(filepath.Join(c.folder, file))
	if err != nil {
		return nil, err
	}
	img, err := qr.Decode(context.Background(), data, qr.Limits{Bytes: 12 << 20, Pixels: 50_000_000})
	if err != nil {
		return nil, err
	}
	pictures := []image.Image{img}
	if strings.HasPrefix(file, "z") {
		for range 3 {
			img = turned(img)
			pictures = append(pictures, img)
		}
	}
	return pictures, nil
}

func turned(img image.Image) image.Image {
	b := img.Bounds()
	to := image.NewGray(image.Rect(0, 0, b.Dy(), b.Dx()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			to.Set(b.Dy()-1-y, x, img.At(b.Min.X+x, b.Min.Y+y))
		}
	}
	return to
}
