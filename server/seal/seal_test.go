package seal_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ciaw/server/seal"
)

func load(t *testing.T, source string) *seal.Keys {
	t.Helper()
	keys, err := seal.Load(source, true)
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestASealedValueOpensOnlyWithItsKeysAndWhatItIsAbout(t *testing.T) {
	folder := t.TempDir()
	keys, others := load(t, filepath.Join(folder, "a")), load(t, filepath.Join(folder, "b"))
	value, about := []byte("24910158641968060"), []byte("row 1")
	sealed := keys.Seal(value, about)
	if bytes.Contains(sealed, value[:6]) || bytes.Equal(sealed, keys.Seal(value, about)) {
		t.Error("a sealed value shows something")
	}
	if got, err := keys.Open(sealed, about); err != nil || !bytes.Equal(got, value) {
		t.Errorf("got %q, %v", got, err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"another row": func() ([]byte, error) { return keys.Open(sealed, []byte("row 2")) },
		"other keys":  func() ([]byte, error) { return others.Open(sealed, about) },
		"cut short":   func() ([]byte, error) { return keys.Open(sealed[:10], about) },
		"nothing":     func() ([]byte, error) { return keys.Open(nil, about) },
		"one bit off": func() ([]byte, error) { return keys.Open(flipped(sealed), about) },
		"no such key": func() ([]byte, error) { return keys.Open(append([]byte{9, 9, 9, 9}, sealed[4:]...), about) },
	} {
		if got, err := open(); err == nil || got != nil {
			t.Errorf("%s: opened %q", name, got)
		}
	}
}

func flipped(sealed []byte) []byte {
	damaged := bytes.Clone(sealed)
	damaged[len(damaged)-1] ^= 1
	return damaged
}

func TestAValueIsFoundByItsHashUnderTheSameKeysOnly(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "a")
	keys := load(t, file)
	if keys.Find("limosa", "1") != load(t, file).Find("limosa", "1") {
		t.Error("after a restart the value is not found")
	}
	for name, other := range map[string]seal.Hash{
		"another value": keys.Find("limosa", "2"), "another kind": keys.Find("niss", "1"),
		"another split": keys.Find("limosa1", ""), "other keys": load(t, filepath.Join(folder, "b")).Find("limosa", "1"),
	} {
		if other == keys.Find("limosa", "1") {
			t.Errorf("%s has the same hash", name)
		}
	}
}

func TestAfterARotationOldValuesAreReadAndKnownAsStale(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	old := load(t, file)
	sealed := old.Seal([]byte("x"), nil)
	if err := seal.Rotate(file); err != nil {
		t.Fatal(err)
	}
	now := load(t, file)
	if got, err := now.Open(sealed, nil); err != nil || string(got) != "x" || !now.Stale(sealed) || old.Stale(sealed) {
		t.Errorf("%q, %v", got, err)
	}
	fresh := now.Seal([]byte("x"), nil)
	if now.Stale(fresh) {
		t.Error("the new key does not seal")
	}
	if _, err := old.Open(fresh, nil); !errors.Is(err, seal.ErrNoKey) {
		t.Errorf("opened without the key: %v", err)
	}
}

func TestKeysFromTheEnvironmentAndBadOnes(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys")
	keys := load(t, file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if load(t, string(text)).Find("a", "b") != keys.Find("a", "b") {
		t.Error("keys given as text differ from those in the file")
	}
	if _, err := seal.Load(filepath.Join(t.TempDir(), "none"), false); err == nil {
		t.Error("keys out of nothing")
	}
	for _, bad := range []string{"{}", `{"hash":"c2VjcmV0","keys":[]}`, `{"hash":7}`, strings.Replace(string(text), `"key": "`, `"key": "A`, 1)} {
		if _, err := seal.Load(bad, true); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
