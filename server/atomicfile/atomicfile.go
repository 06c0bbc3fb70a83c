// Package atomicfile writes files that survive a power cut: a reader finds either
// the old content or the new one, never a part.
package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
)

// Write replaces the file, which only its owner can read, and returns when the
// new content is on the disk.
func Write(file string, content []byte) error {
	folder := filepath.Dir(file)
	temp, err := os.CreateTemp(folder, "."+filepath.Base(file)+"-*") // made for its owner only
	if err != nil {
		return err
	}
	_, err = temp.Write(content)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err == nil {
		err = os.Rename(temp.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return sync(folder)
}

// Flush returns when the file, and its name, are on the disk.
func Flush(file string) error {
	return errors.Join(sync(file), sync(filepath.Dir(file)))
}

func sync(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
