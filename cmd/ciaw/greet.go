package main

import (
	"fmt"
	"io"
	"net"

	"ciaw/server/config"
)

// greet prints the address of the register and something to try.
func greet(w io.Writer, origin string, s config.Settings) {
	fmt.Fprintf(w, "\n  ciaw is at %s\n", origin)
	if s.TLS == "self-signed" {
		for _, address := range reachable(s.Addr) {
			fmt.Fprintf(w, "  On a phone in this network: https://%s (accept the warning once)\n", address)
		}
	}
	if s.Demo {
		fmt.Fprintf(w, "\n  Try it in a minute: open %s/demo on this screen, and scan the poster\n"+
			"  and the Limosa L1 it shows with a phone, or with the webcam in a second window.\n", origin)
	}
	if s.TLS == "off" {
		how := "--addr :8443 --tls self-signed"
		if s.Demo {
			how = "make run ADDR=:8443 TLS=self-signed"
		}
		fmt.Fprintf(w, "\n  A phone opens its camera over HTTPS only: %s\n", how)
	}
	fmt.Fprintln(w)
}

// reachable returns the addresses at which other machines reach a listener.
func reachable(listening string) []string {
	host, port, err := net.SplitHostPort(listening)
	if err != nil {
		return nil
	}
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		return []string{listening}
	}
	var found []string
	all, _ := net.InterfaceAddrs() // without them there is nothing to say
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsPrivate() && n.IP.To4() != nil {
			found = append(found, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return found
}
