package server_test

import (
	"crypto/tls"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ciaw/server"
	"ciaw/server/admin"
	"ciaw/server/config"
)

func TestEveryMistakeInTheSettingsIsNamed(t *testing.T) {
	err := config.Settings{
		Addr: "8080", Database: "mysql://x", Origin: "https://ciaw.example/path", Limits: -1, TLS: "files",
		TLSCert: "/none.pem", ACMEHost: []string{"ciaw.example"}, ACMEDirectory: "http://ca", TrustedProxy: []string{"10.0.0.1"},
		SMTP: "mail.example:25",
	}.Validate()
	for _, flag := range []string{"addr", "data", "database", "origin", "limits", "tls-cert", "tls-key", "acme-host", "acme-directory", "trusted-proxy", "smtp"} {
		if err == nil || !strings.Contains(err.Error(), "--"+flag+": ") {
			t.Errorf("nothing about --%s in: %v", flag, err)
		}
	}
	if err := (config.Settings{Addr: ":8080", Data: "x", TLS: "acme"}).Validate(); err == nil {
		t.Error("acme without a host name")
	}
	if err := (config.Settings{Addr: ":8080", Data: "x", TLS: "off", TLSKey: "x"}).Validate(); err == nil {
		t.Error("a key that has no effect")
	}
	for _, s := range []config.Settings{
		{MailFrom: "register@ciaw.example"}, {SMTP: "smtp://mail"}, {SMTP: "smtp://register@mail", MailFrom: "register@ciaw.example"},
		{SMTP: "smtp://register@mail", MailFrom: "register@ciaw.example", SMTPPasswordFile: "/none"},
	} {
		s.Addr, s.Data, s.TLS = ":8080", "x", "off"
		if err := s.Validate(); err == nil || !strings.Contains(err.Error(), "--smtp: ") {
			t.Errorf("letters cannot be sent: %v", err)
		}
	}
	if err := (config.Settings{Addr: ":8080", Data: "x", TLS: "off"}).Validate(); err != nil {
		t.Errorf("nothing is wrong, but: %v", err)
	}
}

func TestBadSettingsDoNotStart(t *testing.T) {
	if err := server.Run(t.Context(), config.Settings{}, nil); err == nil {
		t.Error("started")
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := server.Run(t.Context(), config.Settings{Addr: "127.0.0.1:0", Data: file, TLS: "off"}, nil); err == nil {
		t.Error("a file served as data folder")
	}
}

func TestSelfSignedServesHTTPSAndKeepsItsCertificate(t *testing.T) {
	data := t.TempDir()
	settings := config.Settings{Addr: "127.0.0.1:0", TLS: "self-signed", Data: data, LogLevel: "error"}
	serial := func(t *testing.T) string {
		t.Helper()
		origin := start(t, settings)
		if !strings.HasPrefix(origin, "https://localhost:") {
			t.Errorf("origin %s", origin)
		}
		client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true,
		}}
		defer client.CloseIdleConnections()
		answer, err := client.Get(origin + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		cert := answer.TLS.PeerCertificates[0]
		if answer.StatusCode != 204 || cert.VerifyHostname("localhost") != nil || cert.VerifyHostname("127.0.0.1") != nil {
			t.Errorf("%s, certificate for %v %v", answer.Status, cert.DNSNames, cert.IPAddresses)
		}
		return cert.SerialNumber.String()
	}
	var first string
	t.Run("first start", func(t *testing.T) { first = serial(t) })
	t.Run("second start", func(t *testing.T) {
		if again := serial(t); again != first {
			t.Error("a new certificate: phones must accept the warning again")
		}
	})
	cert := filepath.Join(data, "tls-self-signed.pem")
	t.Run("the same from files", func(t *testing.T) {
		settings.TLS, settings.TLSCert, settings.TLSKey = "files", cert, cert
		start(t, settings)
	})
	if info, err := os.Stat(cert); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestKeysAreRotatedWhileNothingRuns(t *testing.T) {
	s := config.Settings{Data: t.TempDir()}
	from := time.Now().Add(time.Hour).Truncate(time.Second)
	key, err := admin.RotateReceiptKey(s, from)
	if err != nil || !key.From.Equal(from) {
		t.Fatalf("%+v, %v", key, err)
	}
	r := serve(t, func(o *config.Settings) { o.Data = s.Data })
	keys, err := r.GetReceiptKeysWithResponse(t.Context())
	if err != nil || len(keys.JSON200.Keys) != 2 || keys.JSON200.Keys[1].Kid != key.ID {
		t.Errorf("published: %s, %v", keys.Body, err)
	}
	if err := admin.Ask(r.origin); err != nil {
		t.Errorf("not healthy: %v", err)
	}
	if err := admin.Ask("http://127.0.0.1:1"); err == nil {
		t.Error("nobody there, and healthy")
	}
}
