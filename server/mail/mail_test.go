package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"ciaw/server/mail"
)

// office is a mail server: it keeps the letters and passwords it was given.
type office struct {
	mu        sync.Mutex
	letters   []string
	to        []string
	passwords []string
	at        string // HOST:PORT
	roots     *x509.CertPool
}

type desk struct{ *office }

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return desk{o}, nil }
func (desk) AuthMechanisms() []string                         { return []string{sasl.Plain} }
func (desk) Mail(string, *smtp.MailOptions) error             { return nil }
func (desk) Reset()                                           {}
func (desk) Logout() error                                    { return nil }

func (d desk) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.passwords = append(d.passwords, password)
		if user != "register" || password != "een geheim" {
			return errors.New("wrong")
		}
		return nil
	}), nil
}

func (d desk) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if strings.HasPrefix(to, "unknown@") {
		return errors.New("nobody of that name")
	}
	d.to = append(d.to, to)
	return nil
}

func (d desk) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.letters = append(d.letters, string(text))
	return err
}

// open opens an office: with TLS from the first byte, after STARTTLS, or not.
func open(t *testing.T, how string) *office {
	t.Helper()
	o := &office{}
	certificate, roots := certified(t)
	o.roots = roots
	s := smtp.NewServer(o)
	s.Domain, s.AllowInsecureAuth, s.ErrorLog = "localhost", true, log.New(io.Discard, "", 0)
	secure := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	o.at = "localhost:" + port
	switch how {
	case "tls":
		listener = tls.NewListener(listener, secure)
	case "starttls":
		s.TLSConfig = secure
	}
	go func() { _ = s.Serve(listener) }() // ends with Close
	t.Cleanup(func() { _ = s.Close() })
	return o
}

// certified returns a certificate for localhost, and who vouches for it.
func certified(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	own, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(own)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

func sender(t *testing.T, s mail.Settings) *mail.Sender {
	t.Helper()
	s.From = "ciaw <register@ciaw.example>"
	sends, err := mail.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return sends
}

var letter = mail.Letter{
	To: "nora@voorbeeld.example", Name: "Nora", Company: "Voorbeeld Bouw", Link: "https://ciaw.example/link#AbCdEfGhIjKlMnOpQrStUvWxYz", Language: "nl",
}

func TestALetterArrivesWhole(t *testing.T) {
	for how, scheme := range map[string]string{"tls": "smtps://register@", "starttls": "smtp://register@", "plain": "smtp://"} {
		o := open(t, how)
		s := mail.Settings{Server: scheme + o.at, Roots: o.roots}
		if how != "plain" {
			s.Password = "een geheim"
		}
		if err := sender(t, s).Send(t.Context(), "invitation", letter); err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		if len(o.letters) != 1 || len(o.to) != 1 || o.to[0] != letter.To {
			t.Fatalf("%s: %q to %q", how, o.letters, o.to)
		}
		m, err := netmail.ReadMessage(strings.NewReader(o.letters[0]))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != "Een uitnodiging voor ciaw" {
			t.Errorf("%s: subject %q, %v", how, subject, err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil || !strings.Contains(string(body), "\r\n"+letter.Link+"\r\n") {
			t.Errorf("%s: the link is not on a line of its own: %q, %v", how, body, err)
		}
		if m.Header.Get("Auto-Submitted") != "auto-generated" || !strings.HasSuffix(m.Header.Get("Message-Id"), "@ciaw.example>") {
			t.Errorf("%s: %v", how, m.Header)
		}
	}
}

func TestWhoseLanguageIsNotKnownIsWrittenToInThree(t *testing.T) {
	o := open(t, "plain")
	l := letter
	l.Language = ""
	if err := sender(t, mail.Settings{Server: "smtp://" + o.at}).Send(t.Context(), "password", l); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"nieuw wachtwoord", "nouveau mot de passe", "new password"} {
		if !strings.Contains(strings.ReplaceAll(o.letters[0], "=\r\n", ""), word) {
			t.Errorf("no %q in %s", word, o.letters[0])
		}
	}
}

func TestNoPasswordIsSentInTheClear(t *testing.T) {
	o := open(t, "plain") // it would take the password
	err := sender(t, mail.Settings{Server: "smtp://register@" + o.at, Password: "een geheim", Roots: o.roots}).Send(t.Context(), "invitation", letter)
	if err == nil || len(o.letters)+len(o.passwords) > 0 {
		t.Errorf("%v; %d letters, %d passwords", err, len(o.letters), len(o.passwords))
	}
}

func TestNoPasswordIsSentToAServerThatNobodyVouchesFor(t *testing.T) {
	for how, scheme := range map[string]string{"tls": "smtps://register@", "starttls": "smtp://register@"} {
		o := open(t, how)
		err := sender(t, mail.Settings{Server: scheme + o.at, Password: "een geheim"}).Send(t.Context(), "invitation", letter)
		if err == nil || len(o.letters)+len(o.passwords) > 0 {
			t.Errorf("%s: %v; %d letters, %d passwords", how, err, len(o.letters), len(o.passwords))
		}
	}
}

func TestAStrangersNameAddsNoHeaderAndNoRecipient(t *testing.T) {
	o := open(t, "plain")
	s := sender(t, mail.Settings{Server: "smtp://" + o.at})
	l := letter
	l.Name, l.Company = "Nora\r\nBcc: all@voorbeeld.example", "Bouw\r\nBcc: all@voorbeeld.example\r\n\r\nOther text"
	if err := s.Send(t.Context(), "invitation", l); err != nil {
		t.Fatal(err)
	}
	m, err := netmail.ReadMessage(strings.NewReader(o.letters[0]))
	if err != nil || m.Header.Get("Bcc") != "" || len(o.to) != 1 {
		t.Errorf("%v, to %q: %s", err, o.to, o.letters[0])
	}
	for _, to := range []string{"nora@voorbeeld.example\r\nBcc: all@voorbeeld.example", "a@b.example, c@d.example", "nobody", ""} {
		l := letter
		l.To = to
		if err := s.Send(t.Context(), "invitation", l); err == nil {
			t.Errorf("sent to %q", to)
		}
	}
	if len(o.letters) != 1 {
		t.Errorf("%d letters", len(o.letters))
	}
}

// TestANameBecomesNoLink: what a mail program would make a link of, or take for
// a line of its own, is not left of a name; nor is any of it in a subject.
func TestANameBecomesNoLink(t *testing.T) {
	o := open(t, "plain")
	s := sender(t, mail.Settings{Server: "smtp://" + o.at})
	for name, left := range map[string]string{
		"x.example/abc":                      "x example abc",
		"https://x.example/a?b=c#d":          "https x example a b c d",
		"Win now: www。x．example":             "Win now www x example",
		"mail nora@x.example":                "mail nora x example",
		"<a href=\"//x.example\">Bouw</a>":   "a href x example Bouw a",
		"B.V. Jan & Zonen’s-Bouw":            "B V Jan & Zonen’s-Bouw",
		"\u202egnp.exe\u200bx\u2028Bcc: y":   "gnp exe x Bcc y",
		strings.Repeat("Bouwbedrijf ", 20):   strings.TrimSpace(strings.Repeat("Bouwbedrijf ", 5)),
		"Przykładowy São João Об’єднання 12": "Przykładowy São João Об’єднання 12",
	} {
		o.letters = nil
		l := letter
		l.Name, l.Company = "Nora", name
		if err := s.Send(t.Context(), "invitation", l); err != nil {
			t.Fatal(err)
		}
		m, err := netmail.ReadMessage(strings.NewReader(o.letters[0]))
		if err != nil {
			t.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != "Een uitnodiging voor ciaw" {
			t.Errorf("%q: subject %q, %v", name, subject, err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil || !strings.Contains(string(text), "Nora, "+left+" heeft u uitgenodigd") {
			t.Errorf("%q: no %q in %s", name, left, text)
		}
		if n := strings.Count(string(text), "://"); n != 1 {
			t.Errorf("%q: %d links in %s", name, n, text)
		}
	}
}

func TestALetterThatOnlyTellsHasNoLinkAndNoName(t *testing.T) {
	o := open(t, "plain")
	s := sender(t, mail.Settings{Server: "smtp://" + o.at})
	for _, about := range []string{"email", "password", "passkey", "totp", "recovery", "guessing"} {
		o.letters = nil
		if err := s.Send(t.Context(), "account", mail.Letter{To: letter.To, About: about}); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(o.letters[0])))
		if err != nil || strings.Contains(string(text), "://") || strings.Contains(string(text), "{{") || strings.Contains(string(text), "mail.account") {
			t.Errorf("%s: %s, %v", about, text, err)
		}
	}
}

func TestAFailureNamesNobody(t *testing.T) {
	o := open(t, "plain")
	l := letter
	l.To = "unknown@voorbeeld.example"
	err := sender(t, mail.Settings{Server: "smtp://" + o.at}).Send(t.Context(), "invitation", l)
	if err == nil || strings.Contains(err.Error(), "unknown@") || strings.Contains(err.Error(), "Nora") || strings.Contains(err.Error(), "link#") {
		t.Errorf("%v", err)
	}
}

func TestAServerThatSaysNothingIsGivenUp(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s := sender(t, mail.Settings{Server: "smtp://" + listener.Addr().String(), Timeout: 100 * time.Millisecond})
	if err := s.Send(t.Context(), "invitation", letter); err == nil {
		t.Error("sent")
	}
}

func TestServersAreWrittenAsAddresses(t *testing.T) {
	for text, want := range map[string]mail.Server{
		"smtps://register@mail.example":            {Host: "mail.example", Port: 465, User: "register", TLS: true},
		"smtp://register%40x.example@mail:2587":    {Host: "mail", Port: 2587, User: "register@x.example"},
		"smtp://register@mail.example":             {Host: "mail.example", Port: 587, User: "register"},
		"smtp://mail.example":                      {Host: "mail.example", Port: 25},
		"smtps://[2001:db8::1]:" + strconv.Itoa(1): {Host: "2001:db8::1", Port: 1, TLS: true},
	} {
		if got, err := mail.ParseServer(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "mail.example:25", "https://mail.example", "smtp://", "smtp://mail/path", "smtp://mail?x=1", "smtp://mail:0", "smtp://user:password@mail"} {
		if got, err := mail.ParseServer(text); err == nil {
			t.Errorf("%s: %+v", text, got)
		}
	}
	for name, s := range map[string]mail.Settings{
		"a user without a password": {Server: "smtp://register@mail", From: "a@b.example"},
		"a password without a user": {Server: "smtp://mail", Password: "x", From: "a@b.example"},
		"nobody who sends":          {Server: "smtp://mail"},
	} {
		if _, err := mail.New(s); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
