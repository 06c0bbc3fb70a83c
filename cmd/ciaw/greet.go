package main

import (
	"fmt"
	"io"

	"ciaw/server"
)

// greet says where the register is and what to try.
func greet(w io.Writer, origin string, s server.Settings) {
	fmt.Fprintf(w, "\n  ciaw is at %s\n", origin)
	if s.Demo {
		fmt.Fprintf(w, "\n  Try it in a minute: open %s/demo here, and scan the poster and the\n"+
			"  Limosa L1 on it with a second window (webcam) or a phone.\n", origin)
	}
	if s.TLS == "off" {
		fmt.Fprintf(w, "\n  A phone opens its camera over HTTPS only: for a phone on this network, start\n"+
			"  with --addr :8443 --tls self-signed and accept the warning once.\n")
	}
	fmt.Fprintln(w)
}
