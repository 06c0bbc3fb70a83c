package server

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"ciaw/server/config"
)

// listen opens the address, with TLS if it is asked for.
func listen(s config.Settings) (net.Listener, error) {
	c, err := tlsConfig(s)
	if err != nil {
		return nil, fmt.Errorf("prepare TLS: %w", err)
	}
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if c == nil {
		return listener, nil
	}
	return tls.NewListener(listener, c), nil
}

// tlsConfig returns nil if TLS is off.
func tlsConfig(s config.Settings) (*tls.Config, error) {
	switch s.TLS {
	case "acme":
		return acmeConfig(s), nil
	case "files":
		return fileConfig(s.TLSCert, s.TLSKey)
	case "self-signed":
		file := filepath.Join(s.Data, "tls-self-signed.pem")
		if err := selfSigned(file); err != nil {
			return nil, err
		}
		return fileConfig(file, file)
	}
	return nil, nil
}

// acmeConfig obtains certificates when they are first needed (RFC 8555),
// proving control of the host on the TLS port itself (RFC 8737).
func acmeConfig(s config.Settings) *tls.Config {
	manager := &autocert.Manager{
		Prompt:     autocert.AcceptTOS,
		Cache:      autocert.DirCache(filepath.Join(s.Data, "acme")),
		HostPolicy: autocert.HostWhitelist(s.ACMEHost...),
		Email:      s.ACMEEmail,
	}
	if s.ACMEDirectory != "" {
		manager.Client = &acme.Client{DirectoryURL: s.ACMEDirectory}
	}
	c := manager.TLSConfig()
	c.MinVersion = tls.VersionTLS12
	return c
}

func fileConfig(cert, key string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"h2", "http/1.1"},
	}, nil
}

// selfSigned makes a certificate for this machine's names and addresses,
// unless the file holds one that is good for another week. Browsers warn of
// it; once accepted, it lets a phone on the same network open its camera.
func selfSigned(file string) error {
	if still, err := valid(file, time.Now().AddDate(0, 0, 7)); err != nil || still {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return err
	}
	names, addresses := ownNames()
	template := &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: "ciaw, self-signed"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(0, 0, 390), // browsers refuse longer ones
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:     names,
		IPAddresses:  addresses,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	text := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...)
	return os.WriteFile(file, text, 0o600)
}

// valid reports whether the file holds a certificate that is good until then.
func valid(file string, until time.Time) (bool, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return false, fmt.Errorf("%s holds no certificate", file)
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	return err == nil && until.Before(cert.NotAfter), err
}

// ownNames returns how this machine can be reached on its own network.
func ownNames() ([]string, []net.IP) {
	names := []string{"localhost"}
	if host, err := os.Hostname(); err == nil && host != "" && host != "localhost" {
		names = append(names, host)
	}
	var addresses []net.IP
	all, _ := net.InterfaceAddrs() // without them, localhost remains
	for _, a := range all {
		if n, ok := a.(*net.IPNet); ok {
			addresses = append(addresses, n.IP)
		}
	}
	return names, addresses
}
