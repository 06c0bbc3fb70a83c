package atomicfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"ciaw/server/atomicfile"
)

func TestWriteReplacesTheWholeFileForItsOwnerOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "keys.json")
	for _, content := range []string{"a long first content", "short"} {
		if err := atomicfile.Write(file, []byte(content)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != content {
			t.Errorf("%q, %v; want %q", got, err, content)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestAFailureLeavesTheOldFileAndNothingElse(t *testing.T) {
	folder := t.TempDir()
	target := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(target, "full"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := atomicfile.Write(target, []byte("x")); err == nil {
		t.Error("wrote over a folder")
	}
	if err := atomicfile.Write(filepath.Join(folder, "none", "x"), nil); err == nil {
		t.Error("wrote into a folder that is not there")
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
