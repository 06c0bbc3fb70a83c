package server_test

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"ciaw/server/config"
)

// pebble is the certificate authority that Let's Encrypt made for tests.
const pebble = "github.com/letsencrypt/pebble/v2/cmd/pebble@v2.10.1"

func TestACertificateIsObtainedFromAnAuthority(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs a certificate authority")
	}
	// Four free addresses are found before they are used: on a busy machine one
	// may be taken in between, so there is a second and a third try.
	var folder, addr string
	var connection net.Conn
	var err error
	dialer := tls.Dialer{Config: &tls.Config{ServerName: "ciaw.test", InsecureSkipVerify: true, MinVersion: tls.VersionTLS12}}
	authorityFolder := t.TempDir() // one: the roots that this process trusts are read once
	for range 3 {
		folder, addr = t.TempDir(), freeAddress(t)
		settings := config.Settings{
			Addr: addr, Data: folder, TLS: "acme", LogLevel: "error",
			ACMEHost: []string{"ciaw.test"}, ACMEEmail: "operator@ciaw.test", ACMEDirectory: authority(t, authorityFolder, addr),
		}
		if origin := start(t, settings); origin != "https://ciaw.test" {
			t.Errorf("origin %s", origin)
		}
		if connection, err = dialFor(t, &dialer, addr); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	cert := connection.(*tls.Conn).ConnectionState().PeerCertificates[0]
	if err := connection.Close(); err != nil {
		t.Error(err)
	}
	if cert.VerifyHostname("ciaw.test") != nil || !strings.Contains(cert.Issuer.CommonName, "Pebble") {
		t.Errorf("certificate for %v by %s", cert.DNSNames, cert.Issuer)
	}
	if kept, err := os.ReadDir(filepath.Join(folder, "acme")); err != nil || len(kept) < 2 {
		t.Errorf("account and certificate are not kept: %v, %v", kept, err)
	}
	dialer.Config.ServerName = "other.test"
	if connection, err := dialFor(t, &dialer, addr); err == nil {
		_ = connection.Close()
		t.Error("a certificate for a name that is not ours")
	}
}

// authority runs a certificate authority that proves control at addr, until
// the test ends, and returns its directory.
func authority(t *testing.T, folder, addr string) string {
	t.Helper()
	install := exec.CommandContext(t.Context(), "go", "install", pebble)
	install.Env = append(os.Environ(), "GOBIN="+folder)
	if text, err := install.CombinedOutput(); err != nil {
		t.Fatalf("install the authority: %v\n%s", err, text)
	}
	// The authority is reached over TLS too; a register's own certificate will do.
	t.Run("certificate", func(t *testing.T) {
		start(t, config.Settings{Addr: "127.0.0.1:0", Data: folder, TLS: "self-signed", LogLevel: "error"})
	})
	cert := filepath.Join(folder, "tls-self-signed.pem")
	t.Setenv("SSL_CERT_FILE", cert)
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	listen := freeAddress(t)
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": listen, "managementListenAddress": freeAddress(t), "certificate": cert, "privateKey": cert,
		"httpPort": 1, "tlsPort": json.Number(port), "retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles": map[string]any{"default": map[string]any{"description": "any", "validityPeriod": 86400}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "pebble.json")
	if err := os.WriteFile(file, config, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), filepath.Join(folder, "pebble"), "-config", file, "-dnsserver", names(t))
	run.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = run.Wait() }) // the context has killed it
	await(t, listen)
	return fmt.Sprintf("https://%s/dir", listen)
}

// dialFor waits for a certificate half a minute.
func dialFor(t *testing.T, dialer *tls.Dialer, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	return dialer.DialContext(ctx, "tcp", addr)
}

// await returns when somebody listens there.
func await(t *testing.T, addr string) {
	t.Helper()
	for range 200 {
		if connection, err := net.Dial("tcp", addr); err == nil {
			_ = connection.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nobody listens at %s", addr)
}

// names runs a name server that says of every name that it is this machine,
// and returns its address. It speaks TCP, where a length precedes a message.
func names(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go answerNames(connection)
		}
	}()
	return listener.Addr().String()
}

// answerNames answers one connection until it is closed.
func answerNames(connection io.ReadWriteCloser) {
	defer func() { _ = connection.Close() }()
	var length uint16
	for binary.Read(connection, binary.BigEndian, &length) == nil {
		question := make([]byte, length)
		if _, err := io.ReadFull(connection, question); err != nil {
			return
		}
		answer, err := thisMachine(question)
		if err != nil {
			return
		}
		_, _ = connection.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
	}
}

// thisMachine answers a question for addresses.
func thisMachine(question []byte) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(question); err != nil {
		return nil, err
	}
	m.Response, m.Additionals = true, nil
	for _, q := range m.Questions {
		if q.Type == dnsmessage.TypeA {
			m.Answers = append(m.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class, TTL: 1},
				Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
			})
		}
	}
	return m.Pack()
}
