//go:build unix

package main

import "syscall"

// keepPrivate has every file that this process makes readable by its owner only,
// also in a folder that others can look into.
func keepPrivate() { syscall.Umask(0o077) }
