package config

import (
	"net/mail"
	"net/netip"
	"net/url"
	"strings"
)

// Contact returns by which address push services reach the operator of a register
// at that origin (RFC 8292, 2.1): the one that was set, else the origin, else who
// letters are from. It is "" where there is none: push services refuse names that
// lead nowhere, Apple's each message, so that nothing is pushed then.
func (s Settings) Contact(origin string) string {
	if s.PushContact != "" {
		return s.PushContact
	}
	if u, err := url.Parse(origin); err == nil && u.Scheme == "https" && isPublicName(u.Hostname()) {
		return "https://" + u.Hostname()
	}
	if from, err := mail.ParseAddress(s.MailFrom); err == nil {
		return "mailto:" + from.Address
	}
	return ""
}

// isPublicName reports whether a host may be known to others: it is no address,
// and no name of this machine or of a network within.
func isPublicName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return false
	}
	for _, within := range []string{".localhost", ".local", ".internal", ".lan", ".home.arpa", ".localdomain"} {
		if strings.HasSuffix(host, within) {
			return false
		}
	}
	return true
}

// validContact reports whether push services may take that for an address of the
// operator.
func validContact(text string) bool {
	if to, ok := strings.CutPrefix(text, "mailto:"); ok {
		at, err := mail.ParseAddress(to)
		return err == nil && at.Address == to
	}
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && isPublicName(u.Hostname())
}
