package main

import (
	"context"
	"crypto/sha256"
	_ "embed" // the source of the PocketBase that is measured
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// pocketBase is the version that is measured.
const pocketBase = "v0.39.9"

//go:embed pocketbase.go.txt
var pocketBaseMain []byte

// install builds PocketBase in a module of its own, once, and returns the
// path of the program.
func install(ctx context.Context, tools string) (string, error) {
	tools, err := filepath.Abs(tools)
	if err != nil {
		return "", err
	}
	version := fmt.Sprintf("%s-%x", pocketBase, sha256.Sum256(pocketBaseMain))
	program := filepath.Join(tools, "pocketbase-"+version[:len(pocketBase)+9])
	if _, err := os.Stat(program); !errors.Is(err, fs.ErrNotExist) {
		return program, err
	}
	folder, err := os.MkdirTemp("", "ciaw-bench-pocketbase-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := os.WriteFile(filepath.Join(folder, "main.go"), pocketBaseMain, 0o600); err != nil {
		return "", err
	}
	fmt.Println("installing PocketBase", pocketBase)
	for _, args := range [][]string{
		{"mod", "init", "pocketbase"},
		{"get", "github.com/pocketbase/pocketbase@" + pocketBase},
		{"build", "-trimpath", "-ldflags", "-s -w", "-o", program, "."},
	} {
		c := exec.CommandContext(ctx, "go", args...)
		c.Dir = folder
		c.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "CGO_ENABLED=0")
		if text, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("install PocketBase: go %s: %w: %s", args[0], err, text)
		}
	}
	return program, nil
}
