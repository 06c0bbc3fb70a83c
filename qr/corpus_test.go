package qr_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ciaw/qr"

	"golang.org/x/text/unicode/norm"
)

// beside is the folder next to the repository in which the large collection of
// pictures lies, where the reader is judged. A clone has none: its tests skip
// the collection and say so, since nothing could install it.
var beside = filepath.Join("..", "..", "shared")

// required reports whether the collection must be there: where nothing may be
// skipped, and its folder is.
func required() bool {
	_, err := os.Stat(beside)
	return os.Getenv("CIAW_REQUIRE") == "1" && err == nil
}

// TestCorpus reads every picture of the sets in floors.tsv: at least as many
// as the floor must give their text, and none another.
func TestCorpus(t *testing.T) {
	kept := loadCorpus(t, "testdata")
	collection := loadCorpus(t, filepath.Join(beside, "qr"))
	for _, f := range loadFloors(t) {
		t.Run(f.set, func(t *testing.T) {
			t.Parallel()
			c, set := kept, f.set
			if name, ok := strings.CutPrefix(f.set, "collection/"); ok {
				c, set = collection, name
			}
			files := c.files(set)
			switch {
			case c.texts == nil && required():
				t.Fatalf("%s is there, but not the collection in it", beside)
			case c.texts == nil:
				t.Skipf("THE COLLECTION IS NOT READ HERE: there is no %s", filepath.Join(beside, "qr"))
			case raceDetector && strings.HasPrefix(f.set, "collection/") && !small[set]:
				t.Skip("large pictures: read without the race detector")
			case len(files) != f.pictures:
				t.Fatalf("%d pictures, floors.tsv knows %d", len(files), f.pictures)
			}
			read := c.count(t, files)
			if read < f.floor {
				t.Errorf("read %d of %d pictures, fewer than the %d of before", read, len(files), f.floor)
			}
			if read > f.floor {
				t.Logf("read %d of %d pictures: raise the floor of %d in floors.tsv", read, len(files), f.floor)
			}
		})
	}
}

// small are the sets of the collection that are quick to read.
var small = map[string]bool{"z1": true, "z3": true, "z5": true, "z6": true, "zc": true, "b-decoding": true, "negative": true}

// floor is a row of floors.tsv.
type floor struct {
	set             string
	floor, pictures int
}

func loadFloors(t *testing.T) []floor {
	t.Helper()
	var floors []floor
	for _, row := range rowsOf(t, filepath.Join("testdata", "floors.tsv")) {
		least, errLeast := strconv.Atoi(row[1])
		of, errOf := strconv.Atoi(row[2])
		if err := errors.Join(errLeast, errOf); err != nil {
			t.Fatal("floors.tsv: ", err)
		}
		floors = append(floors, floor{row[0], least, of})
	}
	return floors
}

// corpus is a folder of pictures with expected.tsv: file, tab, text; several
// rows for several accepted texts, an empty text where nothing may be read.
type corpus struct {
	folder string
	texts  map[string][]string
}

// loadCorpus gives a corpus without texts when the folder is not there.
func loadCorpus(t *testing.T, folder string) corpus {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		return corpus{}
	}
	c := corpus{folder, map[string][]string{}}
	unescape := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\r`, "\r", `\n`, "\n")
	for _, row := range rowsOf(t, filepath.Join(folder, "expected.tsv")) {
		c.texts[row[0]] = append(c.texts[row[0]], normal(unescape.Replace(row[1])))
	}
	return c
}

func rowsOf(t *testing.T, path string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return rows
}

// normal makes texts comparable that differ only in how they were written down.
func normal(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ReplaceAll(s, "\r\n", "\n")))
}

// files lists the pictures of a set, which is a folder of the corpus.
func (c corpus) files(set string) []string {
	var files []string
	for _, file := range slices.Sorted(maps.Keys(c.texts)) {
		if strings.HasPrefix(file, set+"/") {
			files = append(files, file)
		}
	}
	return files
}

// count reads the pictures and counts those that gave an expected text. Any
// other text fails the test, but for the photographs (b-…) that hold codes
// nobody has written down.
func (c corpus) count(t *testing.T, files []string) (read int) {
	t.Helper()
	for _, file := range files {
		right := false
		for _, code := range c.read(t, file) {
			switch text := normal(code.Text); {
			case slices.Contains(c.texts[file], text) && text != "", isJoined(text, c.texts[file]):
				right = true
			case !strings.HasPrefix(file, "b-"):
				t.Errorf("%s: read %q, which is not there", file, code.Text)
			}
		}
		if right {
			read++
		}
	}
	return read
}

// isJoined reports whether a text is two or more others, one behind the other:
// what other readers tell apart of a text that is spread over several codes.
func isJoined(text string, parts []string) bool {
	for _, part := range parts {
		rest, ok := strings.CutPrefix(text, part)
		if ok && part != "" && rest != "" && (slices.Contains(parts, rest) || isJoined(rest, parts)) {
			return true
		}
	}
	return false
}

func (c corpus) read(t *testing.T, file string) []qr.Code {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(c.folder, file))
	if err != nil {
		t.Fatal(err)
	}
	img, err := qr.Decode(t.Context(), data, generous)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	codes, err := qr.Read(ctx, img, qr.Options{})
	if err != nil && !errors.Is(err, qr.ErrNotFound) {
		t.Fatalf("%s: %v", file, err)
	}
	return codes
}

var generous = qr.Limits{Bytes: 12 << 20, Pixels: 50_000_000, Memory: 160 << 20}
